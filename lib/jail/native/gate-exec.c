#include "gate.h"

static const char *find_path(char **envp) {
  for (; *envp; envp++)
    if (memcmp(*envp, "PATH=", 5) == 0) return *envp + 5;
  return "/usr/bin:/bin";
}

long execute(char **argv, char **envp) {
  const char *name = argv[0];
  size_t n = str_len(name);
  for (const char *c = name; *c; c++)
    if (*c == '/') return SC3(execve, name, argv, envp);
  long error = -ENOENT;
  for (const char *from = find_path(envp); *from;) {
    char path[4096];
    size_t length = 0;
    while (from[length] && from[length] != ':') length++;
    if (length && length + n + 2 < sizeof path) {
      memcpy(path, from, length);
      path[length] = '/';
      memcpy(path + length + 1, name, n + 1);
      long tried = SC3(execve, path, argv, envp);
      if (tried != -ENOENT && tried != -ENOTDIR) error = tried;
    }
    from += length + (from[length] == ':');
  }
  return error;
}
