#include "proc.h"

size_t read_proc(u64 pid, const char *name, char *text, size_t size) {
  char path[64];
  memcpy(path, "/proc/", 6);
  char *end = put_u64(path + 6, pid);
  memcpy(end, name, str_len(name) + 1);
  int fd = (int)SC4(openat, K_AT_FDCWD, path, K_O_RDONLY | K_O_CLOEXEC, 0);
  if (fd < 0) return 0;
  long n = SC3(read, fd, text, size - 1);
  SC1(close, fd);
  text[n > 0 ? n : 0] = 0;
  return n > 0 ? (size_t)n : 0;
}

const char *skip_fields(const char *text, int fields) {
  while (*text && fields)
    if (*text++ == ' ') fields--;
  return text;
}

const char *read_stat(u64 pid, int number, char *text) {
  const char *at = text, *command_end = text;
  if (!read_proc(pid, "/stat", text, PROC_TEXT)) *text = 0;
  for (; *at; at++)
    if (*at == ')') command_end = at; /* the last one: the command's name may hold others */
  return skip_fields(command_end, number - 2);
}
