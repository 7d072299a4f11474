# Tries: to hide bytes where size limits do not look: attributes, long links, folders' names.
# Must: be refused them, or have them counted as its memory.
# Covers: F2 F12
# Limits: memoryBytes=32MiB boxInodes=2000
# Expect: exited/0 or limit-exceeded/memory
import guard
import os

made = 0
try:
    for i in range(3000):
        os.close(os.open(f"f{i}", os.O_CREAT))
        os.setxattr(f"f{i}", "user.hidden", bytes(60000))
        made += 1
except OSError:
    pass
try:
    for i in range(3000):
        os.symlink("x" * 4000, f"l{i}")
        made += 1
except OSError:
    pass
guard.must_be("more than its memory", made > 4000, False)
guard.end()
