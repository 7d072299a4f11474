# Tries: to run the overseer's own program, in each of its roles.
# Must: have it refuse to work there.
# Expect: exited/0
. ./guard.sh
for role in 'gate v1 two' 'gate none one' 'launch 1 /tmp 0 9 root -' 'launch 1 /tmp 0 9 user -' 'sweep /tmp' ''; do
  # shellcheck disable=SC2086
  if timeout 2 /gate $role >/dev/null 2>&1 </dev/null; then
    echo "$role got through"
    exit 1
  fi
done
