# Tries: to hide a want of memory, by a limit of its own that it handles.
# Must: have exited with its own code: only what the kernel has killed for is a memory limit.
# Covers: C11
# Limits: memoryBytes=256MiB
# Expect: exited/1
import guard
import resource

resource.setrlimit(resource.RLIMIT_AS, (64 << 20, 64 << 20))
try:
    bytearray(128 << 20)
except MemoryError:
    raise SystemExit(1)
