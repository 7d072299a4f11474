# Tries: the fork bomb of the shell, to a depth of seven.
# Must: be refused processes, and leave none behind.
# Covers: D2
# Limits: processes=40 cpuMs=3000 wallMs=4000
# Expect: exited/0 or limit-exceeded/cpu or limit-exceeded/wall
. ./guard.sh
bomb() {
  if [ "$1" -lt 7 ]; then bomb $(($1 + 1)) | bomb $(($1 + 1)) & fi
}
bomb 0 2>/dev/null
exit 0
