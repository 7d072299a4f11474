/* Tries: nothing: burns just under its CPU limit in two threads.
 * Must: be let go; a limit that takes the honest is no limit.
 * Covers: A2
 * Limits: cpuMs=400 wallMs=8000
 * Expect: exited/0
 * Charged: 400 */
#include "guard.h"

#include <pthread.h>
#include <time.h>

static void *burn(void *unused) {
  struct timespec used;
  do clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  while (used.tv_nsec < 120000000);
  return unused;
}

int main(void) {
  pthread_t threads[2];
  for (int i = 0; i < 2; i++) pthread_create(&threads[i], 0, burn, 0);
  for (int i = 0; i < 2; i++) pthread_join(threads[i], 0);
}
