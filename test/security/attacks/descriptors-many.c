/* Tries: to have more files open than it may, in many processes and in sockets.
 * Must: be refused in each.
 * Covers: K1 C12
 * Limits: openFiles=32
 * Expect: exited/0 */
#include "guard.h"

int main(void) {
  struct rlimit more = { 100000, 100000 };
  int made = 0, status = 0;
  must_fail("a higher limit", setrlimit(RLIMIT_NOFILE, &more));
  while (made < 1000 && open("/dev/null", O_RDONLY) >= 0) made++;
  must_fail("more files", made > 32 ? 0 : -1);
  must_fail_with("one more", dup2(0, 40000), EBADF);
  if (guard_fork() == 0) _exit(open("/dev/null", O_RDONLY) >= 0);
  wait(&status);
  must_fail("in a child", status ? 0 : -1);
  return guard_end();
}
