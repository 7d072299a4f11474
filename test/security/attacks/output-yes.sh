# Tries: to flood its reader with lines.
# Must: end with its output limit, of which exactly every byte is kept.
# Covers: E1
# Limits: stdoutBytes=1000001 wallMs=5000
# Expect: limit-exceeded/output
# Keeps: stdout=1000001
. ./guard.sh
exec yes
