/* Tries: to learn what others do, or to hold them up, by files that all jails share: leases, watches, notices.
 * Must: be refused each of them.
 * Covers: F18
 * Expect: exited/0 */
#include "guard.h"

#include <sys/inotify.h>

int main(void) {
  const char *const shared[] = { "/usr/bin/env", "/etc/passwd", "/gate", "/usr/lib", "/" };
  int watcher = inotify_init1(IN_NONBLOCK);
  for (size_t i = 0; i < sizeof shared / sizeof *shared; i++) {
    int fd = open(shared[i], O_RDONLY);
    must_fail("a lease", fcntl(fd, F_SETLEASE, F_RDLCK));
    must_fail("a notice", fcntl(fd, F_NOTIFY, DN_ACCESS | DN_MODIFY | DN_MULTISHOT));
    must_fail("a notice, upper half set", syscall(SYS_fcntl, fd, 0x100000000L | F_NOTIFY, DN_ACCESS));
    must_fail("a watch", inotify_add_watch(watcher, shared[i], IN_OPEN | IN_ACCESS));
    must_fail("a write lock", fcntl(fd, F_OFD_SETLK, &(struct flock){ .l_type = F_WRLCK, .l_whence = SEEK_SET }));
  }
  return guard_end();
}
