# Tries: to read what other processes are told and hold: arguments, environments, maps, files.
# Must: see no process but its own jail's, and no secret in any of them.
# Covers: H1
# Expect: exited/0
import guard
import os

secret = os.environ.get("CANARY_FOLDER", "/nowhere")
for pid in filter(str.isdigit, os.listdir("/proc")):
    if int(pid) == os.getpid():
        continue
    guard.must_be(f"process {pid}", pid, "1")
    for name in ("environ", "maps", "smaps", "mem", "stack", "auxv", "fdinfo/0", "pagemap", "mountstats"):
        guard.must_fail(f"{pid}/{name}", lambda: open(f"/proc/{pid}/{name}", "rb").read(1)[0])
    guard.must_be("the command line", secret in open(f"/proc/{pid}/cmdline").read(), False)
for pid in {2, 3, 100, 1000, 30000} - {os.getpid()}:
    guard.must_fail(f"process {pid}", lambda: os.stat(f"/proc/{pid}"))
guard.end()
