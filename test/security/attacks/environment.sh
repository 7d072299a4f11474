# Tries: to find what the host's environment holds.
# Must: find what it was given, and what every program has.
# Covers: K8
# Expect: exited/0
. ./guard.sh
for name in CANARY_SECRET BAILIFF_HOME BAILIFF_NATIVE NODE_OPTIONS VITEST SSH_AUTH_SOCK AWS_SECRET_ACCESS_KEY LD_PRELOAD LD_LIBRARY_PATH XDG_CACHE_HOME npm_config_cache; do
  eval "value=\${$name-}"
  if [ -n "$value" ]; then echo "$name is $value"; exit 1; fi
done
[ "$HOME" = "/box" ] || [ "$HOME" = "/workspace" ] || [ "$HOME" = "/tmp" ] || exit 2
