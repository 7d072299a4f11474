/* Tries: odd modes of itself: other personalities, a moved heap, filters of its own, speculation, a tracer for it.
 * Must: gain nothing: what is let through is for itself only, and its filters cannot be loosened.
 * Covers: I13
 * Expect: exited/0 */
#include "guard.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/personality.h>

int main(void) {
  struct sock_filter allow = { BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW };
  struct sock_fprog all = { 1, &allow };
  must_fail("PR_SET_MM", prctl(PR_SET_MM, PR_SET_MM_START_BRK, 0x10000, 0, 0));
  must_fail("no filter", prctl(PR_SET_SECCOMP, 0, 0, 0, 0));
  must_fail("keeping capabilities", prctl(PR_SET_SECUREBITS, 0, 0, 0, 0));
  prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);
  personality(ADDR_NO_RANDOMIZE | READ_IMPLIES_EXEC);
  personality(PER_LINUX32);
  prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &all, 0, 0); /* the strictest of all filters counts */
  must_fail_with("unshare", unshare(CLONE_NEWUSER), EPERM);
  must_fail_with("ptrace", syscall(SYS_ptrace, 0, 0, 0, 0), EPERM);
  must_fail_with("bpf", syscall(SYS_bpf, 0, 0, 0), EPERM);
  if (guard_fork() == 0) {
    execl("/usr/bin/unshare", "unshare", "-U", "true", (char *)0);
    _exit(1);
  }
  int status = 0;
  wait(&status);
  must_fail("unshare after exec", status ? -1 : 0);
  return guard_end();
}
