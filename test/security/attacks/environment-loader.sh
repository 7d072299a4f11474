# Tries: to have what comes after it load its own code: by the loader's, the shell's and the interpreters' variables.
# Must: harm itself only; set-user-id programs and the overseer do not listen.
# Covers: L3 I2
# Limits: wallMs=8000
# Expect: exited/0
. ./guard.sh
export LD_PRELOAD=/box/evil.so LD_AUDIT=/box/evil.so LD_LIBRARY_PATH=/box PYTHONSTARTUP=/box/evil.py NODE_OPTIONS='--require=/box/evil.js' BASH_ENV=/box/evil.sh
echo 'echo owned > /box/owned' > /box/evil.sh
su -c true < /dev/null > /dev/null 2>&1
/gate gate v1 two > /dev/null 2>&1
[ ! -e /box/owned ] || exit 1
