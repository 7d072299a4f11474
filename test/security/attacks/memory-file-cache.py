# Tries: to push the host's memory out by reading 300 MiB of the host's files.
# Must: be let go: file cache is reclaimed at its limit, and is nobody's memory.
# Covers: C5
# Limits: memoryBytes=48MiB wallMs=20000
# Expect: exited/0
import guard
import os

left = 300 << 20
for folder, _, names in os.walk("/usr/lib"):
    for name in names:
        path = f"{folder}/{name}"
        if left > 0 and not os.path.islink(path) and os.access(path, os.R_OK):
            with open(path, "rb", buffering=0) as file:
                while left > 0 and (chunk := file.read(1 << 18)):
                    left -= len(chunk)
