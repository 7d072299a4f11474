/* Tries: to become root, or anybody else, by ids, capabilities or a file's mode.
 * Must: be refused, with no capability and no way to gain one.
 * Covers: I1
 * Expect: exited/0 */
#include "guard.h"

#include <grp.h>
#include <linux/capability.h>

static void status_must_have(const char *line) {
  static char text[8192];
  int fd = open("/proc/self/status", O_RDONLY);
  text[read(fd, text, sizeof text - 1)] = 0;
  close(fd);
  if (!strstr(text, line)) must_fail(line, 0);
}

int main(void) {
  struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
  struct __user_cap_data_struct all[2] = { { ~0u, ~0u, ~0u }, { ~0u, ~0u, ~0u } };
  gid_t none = 0;
  must_fail("setuid(0)", setuid(0));
  must_fail("setreuid", setreuid(0, 0));
  must_fail("setresuid", setresuid(-1, 0, -1));
  must_fail("setgid(0)", setgid(0));
  must_fail("setresgid", setresgid(0, 0, 0));
  must_fail("setgroups", setgroups(1, &none));
  must_fail("setuid(65534)", setuid(65534));
  must_fail("capset", syscall(SYS_capset, &header, all));
  must_fail("ambient", prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_SYS_ADMIN, 0, 0));
  must_fail("privileges by exec", prctl(PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0));
  must_fail("chown", chown("/box", 0, 0));
  status_must_have("CapInh:\t0000000000000000\nCapPrm:\t0000000000000000\nCapEff:\t0000000000000000\n");
  status_must_have("NoNewPrivs:\t1\n");
  status_must_have("Seccomp:\t2\n");
  return guard_end();
}
