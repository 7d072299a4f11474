# Tries: to take more memory than it may, in an interpreter.
# Must: end with its memory limit.
# Covers: C1
# Limits: memoryBytes=64MiB
# Expect: limit-exceeded/memory
import guard

held = []
for _ in range(512):
    held.append(bytearray(b"x" * (1 << 20)))
