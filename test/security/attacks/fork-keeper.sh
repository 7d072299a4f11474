# Tries: to have its reader wait for ever: a background process holds stdout and stderr.
# Must: give the answer when the main program ends, without waiting for the end of the streams.
# Covers: D6
# Limits: wallMs=10000
# Expect: exited/5
# Within: 1500
. ./guard.sh
(trap '' HUP TERM; sleep 15; echo late) &
echo early
exit 5
