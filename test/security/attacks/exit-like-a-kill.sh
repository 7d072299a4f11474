# Tries: to look like a killed program by its exit code.
# Must: have exited with it.
# Covers: G2
# Expect: exited/137
. ./guard.sh
exit 137
