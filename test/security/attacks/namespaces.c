/* Tries: to get namespaces of its own, and privileges in them: from itself, a child and a thread.
 * Must: be refused everywhere; clone3 does not exist, so that libc falls back.
 * Covers: I3 I11
 * Expect: exited/0 */
#include "guard.h"

#include <pthread.h>

static const int kinds[] = { CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWNET, CLONE_NEWPID, CLONE_NEWIPC, CLONE_NEWUTS, CLONE_NEWCGROUP };

static void *attempt(void *unused) {
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    must_fail_with("unshare", unshare(kinds[i]), EPERM);
    must_fail_with("clone", syscall(SYS_clone, kinds[i] | SIGCHLD, 0, 0, 0, 0), EPERM);
  }
  must_fail_with("unshare of time", unshare(0x80), EPERM);
  char arguments[88] = { 0 };
  must_fail_with("clone3", syscall(SYS_clone3, arguments, sizeof arguments), ENOSYS);
  must_fail_with("setns", setns(open("/proc/self/ns/user", O_RDONLY), 0), EPERM);
  return unused;
}

int main(void) {
  pthread_t thread;
  int status;
  attempt(0);
  pthread_create(&thread, 0, attempt, 0);
  pthread_join(thread, 0);
  pid_t child = guard_fork();
  if (child == 0) {
    attempt(0);
    return guard_passed;
  }
  waitpid(child, &status, 0);
  must_fail("the child", status ? 0 : -1);
  return guard_end();
}
