/* Tries: to read the machine's memory, disks and terminals, and to make devices for it.
 * Must: find no device but the harmless ones.
 * Covers: H9
 * Expect: exited/0 */
#include "guard.h"

#include <sys/sysmacros.h>

int main(void) {
  const char *const paths[] = { "/dev/mem", "/dev/kmsg", "/dev/sda", "/dev/vda", "/dev/loop-control", "/dev/fuse", "/dev/kvm",
                                "/dev/net/tun", "/dev/vsock", "/dev/vhost-vsock", "/dev/userfaultfd", "/dev/mqueue", "/sys/fs/cgroup/cgroup.procs" };
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) must_fail(paths[i], open(paths[i], O_RDONLY));
  must_fail("mknod mem", mknod("/tmp/mem", S_IFCHR | 0666, makedev(1, 1)));
  must_fail("mknod disk", mknod("/box/disk", S_IFBLK | 0666, makedev(8, 0)));
  return guard_end();
}
