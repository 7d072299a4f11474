/* Tries: to look dead: the first thread ends, another one goes on.
 * Must: live on for those who watch it, and end with its CPU limit.
 * Covers: A2
 * Limits: cpuMs=300 wallMs=5000
 * Expect: limit-exceeded/cpu */
#include "guard.h"

#include <pthread.h>

static void *spin(void *unused) {
  for (volatile unsigned i = 0;; i++);
  return unused;
}

int main(void) {
  pthread_t thread;
  pthread_create(&thread, 0, spin, 0);
  syscall(SYS_exit, 0);
}
