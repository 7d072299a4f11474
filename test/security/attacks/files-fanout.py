# Tries: to have 8 MiB brought back a hundred times, by symbolic and hard links.
# Must: bring back no more than it may write, and nothing through a symbolic link.
# Covers: F6 F8
# Limits: fileBytes=16MiB
# Expect: exited/0
# Collect: soft/=0 hard/=2
import guard
import os

with open("big", "wb") as big:
    big.write(bytes(8 << 20))
for folder, make in (("soft", os.symlink), ("hard", os.link)):
    os.mkdir(folder)
    for i in range(100):
        make("../big" if folder == "soft" else "big", f"{folder}/{i}")
