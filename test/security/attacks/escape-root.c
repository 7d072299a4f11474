/* Tries: to leave its root: by chroot, mounts, other processes' roots and folders above it.
 * Must: be refused every call, and find the host's files nowhere.
 * Covers: I4 H4
 * Expect: exited/0 */
#include "guard.h"

#include <sys/mount.h>

static void look(const char *from) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s/secret-644", from, getenv("CANARY_FOLDER"));
  must_fail(path, open(path, O_RDONLY));
}

int main(void) {
  must_fail("chroot", chroot("/proc/1/root"));
  must_fail("chroot to itself", chroot("/box"));
  must_fail("pivot_root", syscall(SYS_pivot_root, ".", "."));
  must_fail("mount tmpfs", mount("x", "/box", "tmpfs", 0, 0));
  must_fail("mount bind", mount("/usr", "/box", 0, MS_BIND, 0));
  must_fail("remount", mount(0, "/", 0, MS_REMOUNT | MS_BIND, 0));
  must_fail("mount proc", mount("proc", "/box", "proc", 0, 0));
  must_fail("umount", umount2("/usr/local", MNT_DETACH));
  must_fail("open_tree", syscall(SYS_open_tree, AT_FDCWD, "/", 1));
  must_fail("move_mount", syscall(SYS_move_mount, AT_FDCWD, "/usr", AT_FDCWD, "/box", 0));
  must_fail("fsopen", syscall(SYS_fsopen, "tmpfs", 0));
  must_fail("mount_setattr", syscall(SYS_mount_setattr, AT_FDCWD, "/", 0, 0, 0));
  must_fail("fchdir to PID 1", chdir("/proc/1/cwd"));
  const char *const roots[] = { "", "/..", "/../../../../..", "/proc/1/root", "/proc/self/root/..", "/proc/self/cwd/../../.." };
  for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) look(roots[i]);
  return guard_end();
}
