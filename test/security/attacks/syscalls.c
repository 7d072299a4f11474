/* Tries: every system call of the policy: from itself, a thread, a child, after exec, and by x32 numbers.
 * Must: have each refused everywhere, with one of the policy's three errors; x32 numbers do not exist.
 * Covers: I5 I8 I9 I10 I11 I12
 * Uses: refused-calls.h
 * Limits: wallMs=10000
 * Expect: exited/0 */
#include "guard.h"

#include <pthread.h>

static void refused(const char *what, long result) {
  if (result == -1 && (errno == EPERM || errno == ENOSYS || errno == EAFNOSUPPORT)) return;
  must_fail(what, result == -1 ? -errno * 1000 : result);
}

static void *attempt(void *unused) {
#define CALL(name, a, b, c, d, e, f) refused(#name, syscall(__NR_##name, a, b, c, d, e, f));
#include "refused-calls.h"
#undef CALL
#ifdef __x86_64__
#define CALL(name, a, b, c, d, e, f) must_fail_with("x32 " #name, syscall(0x40000000 | __NR_##name, a, b, c, d, e, f), ENOSYS);
#include "refused-calls.h"
#endif
  return unused;
}

int main(int argc, char **argv) {
  pthread_t thread;
  int status;
  attempt(0);
  pthread_create(&thread, 0, attempt, 0);
  pthread_join(thread, 0);
  if (argc > 1) return guard_end();
  if (guard_fork() == 0) {
    attempt(0);
    _exit(guard_passed);
  }
  wait(&status);
  must_fail("a child", status ? 0 : -1);
  if (guard_passed) return 1;
  execl("/proc/self/exe", argv[0], "again", (char *)0);
  return 2;
}
