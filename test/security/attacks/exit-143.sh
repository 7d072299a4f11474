# Tries: to look like a program that was asked to end, by its exit code.
# Must: have exited with it.
# Covers: G2
# Expect: exited/143
. ./guard.sh
exit 143
