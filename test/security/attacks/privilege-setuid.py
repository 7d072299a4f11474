# Tries: to become root by the host's set-user-id programs.
# Must: have each fail or run as who it is.
# Covers: I2
# Limits: wallMs=10000
# Expect: exited/0
import guard
import os
import subprocess

def said(*argv):
    try:
        done = subprocess.run(argv, capture_output=True, timeout=3, stdin=subprocess.DEVNULL, text=True)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""

for argv in (("su", "-c", "id -u"), ("sudo", "-n", "id", "-u"), ("pkexec", "id", "-u"), ("newgrp", "root"), ("mount", "-t", "tmpfs", "x", "/tmp"),
             ("ping", "-c", "1", "127.0.0.1"), ("unshare", "-r", "id", "-u"), ("setpriv", "--reuid=0", "id", "-u"), ("passwd", "-d", "root"), ("chsh", "-s", "/bin/sh")):
    guard.must_be(" ".join(argv), said(*argv), "")
for folder in ("/usr/bin", "/usr/sbin", "/usr/libexec", "/usr/lib"):
    for name in os.listdir(folder) if os.path.isdir(folder) else []:
        path = f"{folder}/{name}"
        if os.path.isfile(path) and os.stat(path).st_mode & 0o6000 and os.access(path, os.X_OK):
            status = subprocess.run(["/bin/sh", "-c", f"exec -a sh {path} </dev/null >/dev/null 2>&1 & sleep 0.02; cat /proc/$!/status 2>/dev/null"], capture_output=True, text=True).stdout
            guard.must_be(f"the ids of {path}", "Uid:\t0" in status or "\t0\t0\t0\n" in status, False)
guard.end()
