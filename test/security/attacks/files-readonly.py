# Tries: to write where the next program, the overseer or the host would read it.
# Must: be refused everywhere.
# Covers: F15
# Expect: exited/0
import guard
import os

FOLDERS = ("/", "/in", "/usr", "/usr/bin", "/usr/local", "/usr/lib", "/etc", "/etc/alternatives", "/opt", "/dev", "/proc", "/sys", "/run", "/var", "/empty")
FILES = ("/gate", "/etc/passwd", "/etc/ld.so.cache", "/usr/bin/env", "/dev/full/x")
for folder in FOLDERS:
    guard.must_fail(f"a file in {folder}", lambda: open(f"{folder}/planted", "w"))
    guard.must_fail(f"the mode of {folder}", lambda: os.chmod(folder, 0o777))
    guard.must_fail(f"a new name for {folder}", lambda: os.rename(folder, "/tmp/moved"))
for path in FILES:
    guard.must_fail(path, lambda: open(path, "r+b"))
    guard.must_fail(f"the end of {path}", lambda: os.truncate(path, 0))
    guard.must_fail(f"the removal of {path}", lambda: os.unlink(path))
for device in ("null", "zero", "full", "random", "urandom"):
    guard.must_fail(f"the removal of {device}", lambda: os.unlink(f"/dev/{device}"))
    guard.must_fail(f"the mode of {device}", lambda: os.chmod(f"/dev/{device}", 0))
guard.end()
