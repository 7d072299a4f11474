# Tries: to lock its own working folder before its files are brought back.
# Must: bring back nothing, and be a result.
# Covers: F12
# Expect: exited/0
# Collect: file=not-regular
import guard
import os

open("file", "w").write("x")
os.chmod("/box", 0)
