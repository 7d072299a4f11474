# Tries: to compute for ever in one call of a library, where no signal handler gets a turn.
# Must: end with its CPU limit.
# Covers: A1
# Limits: cpuMs=400 wallMs=5000
# Expect: limit-exceeded/cpu
# Charged: 600
import guard
import re

re.match("(a+)+$", "a" * 40 + "b")
