# Tries: to reach its overseer and the host by /proc.
# Must: be refused, and see no process but its own jail's.
# Covers: H1 H4 H5
# Expect: exited/0
import guard
import os

for name in ("environ", "maps", "mem", "auxv", "stack", "syscall", "io"):
    guard.must_fail(f"reading {name}", lambda: os.read(os.open(f"/proc/1/{name}", os.O_RDONLY), 1))
for name in ("exe", "root", "cwd", "fd/3", "ns/mnt", "ns/pid"):
    guard.must_fail(f"the link {name}", lambda: os.readlink(f"/proc/1/{name}"))
    guard.must_fail(f"opening {name}", lambda: os.open(f"/proc/1/{name}", os.O_RDONLY))
guard.must_fail("the list of its descriptors", lambda: os.listdir("/proc/1/fd"))
for name in ("oom_score_adj", "coredump_filter", "clear_refs", "comm", "uid_map", "setgroups", "attr/current"):
    for pid in ("1", "self"):
        guard.must_fail(f"writing {pid}/{name}", lambda: os.write(os.open(f"/proc/{pid}/{name}", os.O_WRONLY), b"0"))
SYSCTLS = ("kernel/core_pattern", "kernel/hostname", "kernel/ns_last_pid", "kernel/modprobe", "vm/drop_caches", "fs/file-max")
for name in SYSCTLS:
    guard.must_fail(name, lambda: open(f"/proc/sys/{name}", "w").write("x"))
for name in ("kcore", "kmsg", "sysrq-trigger", "kpagecount"):
    guard.must_fail(name, lambda: os.open(f"/proc/{name}", os.O_RDWR))
pids = {int(name) for name in os.listdir("/proc") if name.isdigit()}
guard.must_be("the processes in sight", pids, {1, os.getpid()})
for line in open("/proc/self/cgroup"):
    guard.must_be("its cgroup", line.rstrip().endswith(":/"), True)
guard.must_be("the canary's folder in sight", os.environ["CANARY_FOLDER"] in open("/proc/self/mountinfo").read(), False)
guard.end()
