/* Tries: to type into the operator's terminal.
 * Must: find none, and be refused the calls; in a session terminals are its jail's own, and nobody else is among them.
 * Covers: K5
 * Expect: exited/0 */
#include "guard.h"

#include <sys/ioctl.h>

int main(void) {
  const char *const paths[] = { "/dev/tty", "/dev/console", "/dev/tty0", "/dev/pts/0" };
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) must_fail(paths[i], open(paths[i], O_RDWR));
  const char *const makers[] = { "/dev/ptmx", "/dev/pts/ptmx" };
  int in_session = access("/workspace", F_OK) == 0;
  for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
    int fd = open(makers[i], O_RDWR);
    unsigned number = 0;
    if (fd >= 0 && in_session && ioctl(fd, TIOCGPTN, &number) == 0 && number == 0) close(fd);
    else must_fail(makers[i], fd);
  }
  for (int fd = 0; fd < 3; fd++) {
    must_fail_with("TIOCSTI", ioctl(fd, TIOCSTI, "x"), EPERM);
    must_fail_with("TIOCSTI, upper half set", syscall(SYS_ioctl, fd, 0x100000000L | TIOCSTI, "x"), EPERM);
    must_fail_with("TIOCLINUX", ioctl(fd, TIOCLINUX, "\2"), EPERM);
    must_fail("TIOCSCTTY", ioctl(fd, TIOCSCTTY, 1));
  }
  return guard_end();
}
