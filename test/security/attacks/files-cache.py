# Tries: to leave something for the next program in the caches and settings that tools read.
# Must: find all of it its own or read-only, and nothing of an earlier round.
# Covers: F16 F22 L3
# Rounds: 2
# Expect: exited/0
import guard
import os
import sys

PLACES = [".cache", ".config", ".local/lib/python3.11/site-packages", "go/pkg/mod", ".m2", ".npm", ".cargo", ".ccache", "__pycache__"]
for base in {"/box", "/tmp", os.environ.get("HOME", "/box")}:
    for place in PLACES:
        path = f"{base}/{place}/planted"
        guard.must_be(path, os.path.exists(path), False)
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            open(path, "w").write("planted")
        except OSError:
            pass
for folder in [*filter(os.path.isdir, sys.path), os.path.dirname(os.__file__), "/usr/lib/python3", "/etc/python3"]:
    if not folder.startswith("/box"):
        guard.must_fail(folder, lambda: open(f"{folder}/sitecustomize.py", "w"))
guard.end()
