# Tries: to set the kernel's own settings, and those of itself that would give it more.
# Must: be refused each: /proc is read-only.
# Covers: H5
# Expect: exited/0
import guard
import os

for folder, _, names in os.walk("/proc/sys"):
    for name in names:
        guard.must_fail(f"{folder}/{name}", lambda: os.open(f"{folder}/{name}", os.O_WRONLY))
for name in ("uid_map", "gid_map", "setgroups", "oom_score_adj", "oom_adj", "coredump_filter", "timerslack_ns", "comm", "loginuid", "attr/exec"):
    guard.must_fail(name, lambda: os.open(f"/proc/self/{name}", os.O_WRONLY))
guard.must_fail("its own memory by file", lambda: os.open("/proc/self/mem", os.O_RDWR))
guard.end()
