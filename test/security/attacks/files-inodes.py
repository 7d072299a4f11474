# Tries: to use up the disk by empty files, links and folders.
# Must: be refused more than it may make, and be gone at once.
# Covers: F3
# Limits: boxInodes=500
# Expect: exited/0
import guard
import errno
import os

for folder in ("/box", "/tmp", "/dev/shm"):
    made = 0
    try:
        for made in range(3000):
            (os.mkdir if made % 2 else os.mkfifo)(f"{folder}/{made}")
    except OSError as error:
        guard.must_be(folder, error.errno, errno.ENOSPC)
    guard.must_be(f"{folder} beyond its end", made > 600, False)
guard.end()
