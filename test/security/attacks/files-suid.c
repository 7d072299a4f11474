/* Tries: to gain ids by its own program, made set-user-id, and by file capabilities.
 * Must: stay who it is.
 * Covers: F19
 * Expect: exited/0 */
#include "guard.h"

#include <sys/xattr.h>

int main(int argc, char **argv) {
  if (argc > 1) return getuid() != geteuid() || geteuid() != 1000 || getegid() != 1000;
  static char copy[4 << 20];
  int from = open("/proc/self/exe", O_RDONLY), to = open("/box/copy", O_CREAT | O_WRONLY, 0755), status;
  ssize_t n = read(from, copy, sizeof copy);
  if (write(to, copy, (size_t)n) != n) return 2;
  fchmod(to, 06755);
  must_fail("file capabilities", fsetxattr(to, "security.capability", "\1\0\0\2\377\377\377\377\0\0\0\0\0\0\0\0\0\0\0\0", 20, 0));
  close(to);
  if (guard_fork() == 0) {
    execl("/box/copy", argv[0], "again", (char *)0);
    _exit(3);
  }
  wait(&status);
  must_fail("another id", status ? 0 : -1);
  return guard_end();
}
