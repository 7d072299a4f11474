/* Tries: to find a root that is not its own: of PID 1, by working folders, descriptors, namespaces, deleted mounts.
 * Must: find nothing but its own.
 * Covers: H4 K2
 * Expect: exited/0 */
#include "guard.h"

int main(void) {
  const char *const ways[] = { "/proc/1/root", "/proc/1/cwd", "/proc/self/cwd/../../../..", "/proc/self/root/../..", "/proc/thread-self/root/..",
                               "/dev/fd/../../..", "/proc/self/task/../root/..", "/jail", "/nsjail", "/links", "/old_root", "/.." };
  char path[512];
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    const char *const secrets[] = { "etc/shadow", "root", "nsjail.cfg", "home" };
    for (size_t n = 0; n < 4; n++) {
      snprintf(path, sizeof path, "%s/%s", ways[i], secrets[n]);
      must_fail(path, access(path, F_OK));
    }
    must_fail("chroot", chroot(ways[i]));
  }
  for (int fd = 0; fd < 256; fd++) {
    must_fail("a folder that was left open", fchdir(fd));
    must_fail("openat of one", openat(fd, "..", O_PATH | O_DIRECTORY));
  }
  const char *const namespaces[] = { "user", "mnt", "net", "pid", "ipc", "uts", "cgroup" };
  for (size_t i = 0; i < 7; i++) {
    snprintf(path, sizeof path, "/proc/1/ns/%s", namespaces[i]);
    must_fail(path, open(path, O_RDONLY));
    snprintf(path, sizeof path, "/proc/thread-self/ns/%s", namespaces[i]);
    must_fail("setns", setns(open(path, O_RDONLY), 0));
  }
  return guard_end();
}
