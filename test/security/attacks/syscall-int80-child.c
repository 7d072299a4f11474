/* Tries: to get around the filter by the system calls of 32-bit programs, from a child.
 * Must: see the child die by SIGSYS.
 * Covers: I10 I11
 * Needs: x64
 * Expect: exited/0 */
#include "guard.h"

#include <pthread.h>

static void call(void) {
  long result;
  __asm__ volatile("int $0x80" : "=a"(result) : "a"(310 /* unshare */), "b"(0x10000000) : "memory");
}

int main(void) {
  int status;
  if (guard_fork() == 0) {
    call();
    _exit(0);
  }
  wait(&status);
  must_fail("the call", WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS ? -1 : 0);
  return guard_end();
}
