/* Tries: to have two exit codes, from two threads at once.
 * Must: have one of them.
 * Covers: G2
 * Rounds: 3
 * Expect: exited/3 or exited/4 */
#include "guard.h"

#include <pthread.h>

static void *end(void *code) {
  usleep(20000);
  _exit(code ? 3 : 4);
}

int main(void) {
  pthread_t thread;
  pthread_create(&thread, 0, end, &thread);
  end(0);
}
