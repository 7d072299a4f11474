# Tries: to leave files, modes and attributes for the program that comes next.
# Must: have none of it there.
# Covers: F16
# Expect: exited/0
import guard
import os

for folder in ("/box", "/tmp", "/var/tmp", "/dev/shm"):
    os.makedirs(f"{folder}/left/over", exist_ok=True)
    open(f"{folder}/left/behind", "w").write("read me")
    os.chmod(folder, 0o777)
