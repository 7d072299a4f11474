# Tries: to learn where it lives on the host, from mounts and groups.
# Must: be told of no secret's folder, see every mount read-only, nosuid and nodev but its own, and its group as the root.
# Covers: H6 F15
# Expect: exited/0
import guard
import os

OWN = {"/box", "/tmp", "/dev/shm", "/workspace"}
TERMINALS = "/dev/pts"  # a session's own: devices are what it is for
canary = os.path.basename(os.environ.get("CANARY_FOLDER", "bailiff-canary"))
for line in open("/proc/self/mountinfo"):
    fields = line.split()
    at, options = fields[4], set(fields[5].split(","))
    guard.must_be("a secret's folder", canary in line, False)
    guard.must_be(f"{at} writable", "rw" in options, at in OWN or at == TERMINALS)
    if at == TERMINALS:
        guard.must_be(f"{at} with set-id", "nosuid" in options, True)
    if at in OWN or at == "/proc":
        guard.must_be(f"{at} with devices or set-id", {"nosuid", "nodev"} <= options, True)
for line in open("/proc/self/cgroup"):
    guard.must_be("its group", line.strip().rsplit(":", 1)[1], "/")
guard.end()
