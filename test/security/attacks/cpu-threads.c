/* Tries: to burn more CPU time than it may in four threads at once.
 * Must: be charged for the sum of all threads.
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
  for (int i = 0; i < 4; i++) pthread_create(&thread, 0, spin, 0);
  pause();
}
