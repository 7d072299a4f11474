/* Tries: to get around the filter by the system calls of 32-bit programs, from a thread.
 * Must: have the call refused by the end of the thread.
 * Covers: I10 I11
 * Needs: x64
 * Expect: exited/0 or signaled/SIGSYS */
#include "guard.h"

#include <pthread.h>

static void call(void) {
  long result;
  __asm__ volatile("int $0x80" : "=a"(result) : "a"(310 /* unshare */), "b"(0x10000000) : "memory");
}

static void *enter(void *unused) {
  call();
  _exit(1);
  return unused;
}

int main(void) {
  pthread_t thread;
  pthread_create(&thread, 0, enter, 0);
  pthread_join(thread, 0);
}
