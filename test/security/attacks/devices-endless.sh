# Tries: to read devices that have no end.
# Must: end with its CPU limit.
# Covers: H10
# Limits: cpuMs=400 wallMs=6000
# Expect: limit-exceeded/cpu
. ./guard.sh
cat /dev/urandom > /dev/null &
cat /dev/zero > /dev/null
