# Tries: to find descriptors that somebody left open.
# Must: have 0, 1 and 2, and nothing in them but its streams.
# Covers: K1 K8
# Expect: exited/0
import guard
import os

folder = os.open("/proc/self/fd", os.O_RDONLY)
names = {int(name) for name in os.listdir(folder)}
guard.must_be("what is open", sorted(names - {folder} - {max(names)}), [0, 1, 2])
for fd, beginning in ((0, "/dev/null"), (1, "pipe:"), (2, "pipe:")):
    guard.must_be(f"descriptor {fd}", os.readlink(f"/proc/self/fd/{fd}").startswith(beginning), True)
guard.must_be("the environment", sorted(os.environ.keys() & {"CANARY_SECRET", "BAILIFF_HOME", "NODE_OPTIONS", "VITEST"}), [])
guard.end()
