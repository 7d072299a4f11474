# Tries: to make files and folders that cannot be read or removed.
# Must: leave nothing that stays, and bring back what can be read.
# Covers: F12 F19
# Expect: exited/0
# Collect: sealed=unreadable locked/file=unreadable suid=ok
import guard
import os

os.mkdir("locked")
for name in ("sealed", "locked/file", "suid"):
    open(name, "w").write("x")
os.chmod("suid", 0o6755)
os.chmod("sealed", 0)
os.chmod("locked", 0)
os.chmod("/tmp", 0)
