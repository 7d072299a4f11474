# Tries: to be right, and to bury what it said under ten million spaces.
# Must: end with its output limit, whatever it said before.
# Covers: E5
# Limits: stdoutBytes=1000000 wallMs=5000
# Expect: limit-exceeded/output
# Keeps: stdout=1000000
import guard
import os

os.write(1, b"3\n")
for _ in range(160):
    os.write(1, b" " * 65536)
