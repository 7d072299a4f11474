/* Tries: to wait for nothing at all, in three threads and three ways.
 * Must: end with its wall limit.
 * Covers: B1
 * Limits: wallMs=400
 * Expect: limit-exceeded/wall
 * Within: 900 */
#include "guard.h"

#include <poll.h>
#include <pthread.h>
#include <sys/select.h>

static void *wait_for_poll(void *unused) {
  for (;;) poll(0, 0, -1);
  return unused;
}

static void *wait_for_signal(void *unused) {
  for (;;) pause();
  return unused;
}

int main(void) {
  pthread_t thread;
  pthread_create(&thread, 0, wait_for_poll, 0);
  pthread_create(&thread, 0, wait_for_signal, 0);
  for (;;) select(0, 0, 0, 0, 0);
}
