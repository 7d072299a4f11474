# Tries: to read what the kernel knows of the machine: its memory, messages, symbols, keys, timers, disks' bottlenecks.
# Must: be refused, or told nothing that is not its own.
# Covers: H2
# Expect: exited/0
import guard
import os

for name in ("kcore", "kmsg", "kpagecount", "kpageflags", "vmallocinfo", "sched_debug", "slabinfo", "pagetypeinfo", "sysrq-trigger", "acpi/event"):
    guard.must_fail(name, lambda: os.read(os.open(f"/proc/{name}", os.O_RDONLY | os.O_NONBLOCK), 1)[0])
for name in ("/dev/kmsg", "/sys/kernel/debug", "/sys/kernel/security", "/sys/kernel/tracing", "/sys/firmware", "/sys/module", "/boot"):
    guard.must_fail(name, lambda: os.stat(name))
try:
    symbols = [line.split()[0] for _, line in zip(range(50), open("/proc/kallsyms"))]
    guard.must_be("addresses of the kernel", set(symbols) <= {"0000000000000000", "00000000"}, True)
except OSError:
    pass
for name in ("keys", "timer_list", "key-users"):
    try:
        text = open(f"/proc/{name}").read()
    except OSError:
        continue
    guard.must_be(f"other people's {name}", "_ses" in text or "cpu: 0" in text, False)
guard.end()
