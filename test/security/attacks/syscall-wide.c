/* Tries: to get around conditions on arguments, by bits above those that the kernel looks at.
 * Must: be refused with them as without.
 * Covers: I12 K5
 * Expect: exited/0 */
#include "guard.h"

int main(void) {
  struct rlimit none = { 1, 1 };
  const long high = 0x100000000L;
  must_fail("TIOCSTI", syscall(SYS_ioctl, 0, high | 0x5412, "x"));
  must_fail("prlimit64", syscall(SYS_prlimit64, high | 1, RLIMIT_CORE, &none, 0));
  must_fail("setpriority", syscall(SYS_setpriority, high, high | 1, 10));
  must_fail("sched_setaffinity", syscall(SYS_sched_setaffinity, high | 1, 8, &none));
  must_fail("ioprio_set", syscall(SYS_ioprio_set, high | 1, high | 1, 0));
  for (int family = 3; family < 46; family++)
    if (family != 10) {
      must_fail("socket", syscall(SYS_socket, high | family, SOCK_DGRAM, 0));
      must_fail("socket, negative above", syscall(SYS_socket, 0xffffffff00000000L | family, SOCK_RAW, 0));
    }
  must_fail("clone", syscall(SYS_clone, high | CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0));
  return guard_end();
}
