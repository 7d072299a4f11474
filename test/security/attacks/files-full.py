# Tries: to fill the disk.
# Must: find it full at its size, and exit as it likes.
# Covers: C5 F2
# Limits: boxBytes=2MiB
# Expect: exited/0
import guard
import errno

for folder in ("/box", "/tmp", "/dev/shm"):
    try:
        with open(f"{folder}/hog", "wb", buffering=0) as hog:
            for _ in range(256):
                hog.write(bytes(1 << 20))
        raise SystemExit(f"{folder} has no end")
    except OSError as error:
        guard.must_be(folder, error.errno, errno.ENOSPC)
guard.end()
