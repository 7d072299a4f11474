/* Tries: to lie in a deadlock of two threads, all signals blocked.
 * Must: end with its wall limit.
 * Covers: B1 B3
 * Limits: wallMs=400
 * Expect: limit-exceeded/wall
 * Within: 900 */
#include "guard.h"

#include <pthread.h>

static pthread_mutex_t locks[2] = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER };

static void *lock_both(void *first) {
  int i = first != 0;
  pthread_mutex_lock(&locks[i]);
  usleep(20000);
  pthread_mutex_lock(&locks[1 - i]);
  return 0;
}

int main(void) {
  sigset_t all;
  pthread_t thread;
  sigfillset(&all);
  sigdelset(&all, SIGALRM);
  sigprocmask(SIG_BLOCK, &all, 0);
  pthread_create(&thread, 0, lock_both, &thread);
  lock_both(0);
  pthread_join(thread, 0);
}
