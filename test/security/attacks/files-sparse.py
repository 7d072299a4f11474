# Tries: to bring back more bytes than there are, by files with holes.
# Must: bring back no more than it may write.
# Covers: F5
# Limits: fileBytes=4MiB
# Expect: exited/0
# Collect: small=ok hole=ok again=too-large
import guard
import os

for size in (1 << 40, 1 << 50, (4 << 20) + 1):
    guard.must_fail(f"a file of {size} bytes", lambda: os.truncate(os.open("vast", os.O_CREAT | os.O_RDWR), size))
open("small", "w").write("small")
for name in ("hole", "again"):
    os.truncate(os.open(name, os.O_CREAT | os.O_RDWR), 3 << 20)
guard.end()
