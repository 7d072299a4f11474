# Tries: to change its own group's limits, to make groups, or to have the host run a program when one empties.
# Must: find no groups anywhere, and be refused to mount them.
# Covers: H7 H8
# Expect: exited/0
import ctypes
import guard
import os

guard.must_be("what is in /sys", os.listdir("/sys"), [])
for folder in ("/sys/fs/cgroup", "/sys/fs/cgroup/memory", "/cgroup", "/run/cgroup", "/proc/1/root/sys/fs/cgroup"):
    guard.must_fail(folder, lambda: os.listdir(folder))
    for name in ("cgroup.procs", "memory.max", "memory.limit_in_bytes", "pids.max", "release_agent", "notify_on_release"):
        guard.must_fail(f"{folder}/{name}", lambda: open(f"{folder}/{name}", "w"))
libc = ctypes.CDLL(None, use_errno=True)
for kind in (b"cgroup", b"cgroup2", b"sysfs", b"debugfs", b"securityfs", b"tracefs", b"efivarfs", b"bpf", b"proc", b"overlay"):
    guard.must_be(f"mounting {kind}", libc.mount(b"x", b"/tmp", kind, 0, b"release_agent=/box/x"), -1)
for name in ("/sys/kernel/uevent_helper", "/sys/kernel/debug", "/sys/firmware/efi", "/sys/power/state", "/sys/class/net"):
    guard.must_fail(name, lambda: os.stat(name))
guard.end()
