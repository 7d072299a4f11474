# Tries: to compute for ever in an interpreter.
# Must: end with its CPU limit, at most a fifth of a second later.
# Covers: A1
# Limits: cpuMs=300 wallMs=5000
# Expect: limit-exceeded/cpu
# Charged: 500
import guard

while True:
    pass
