/* Tries: to start threads until the machine starves.
 * Must: be refused; the limit on processes counts threads.
 * Covers: D3
 * Needs: cgroup
 * Limits: processes=32
 * Expect: exited/0 */
#include "guard.h"

#include <pthread.h>

static void *wait_for_ever(void *unused) {
  for (;;) pause();
  return unused;
}

int main(void) {
  pthread_attr_t small;
  pthread_attr_init(&small);
  pthread_attr_setstacksize(&small, 1 << 16);
  pthread_t thread;
  int made = 0;
  while (made < MOST_FORKS && pthread_create(&thread, &small, wait_for_ever, 0) == 0) made++;
  return made >= 32;
}
