/* Tries: to drown the kernel in signals: timers, queued ones, its overseer's and its own.
 * Must: hurt nobody else, and end with its CPU limit.
 * Covers: G7
 * Limits: cpuMs=400 wallMs=6000
 * Expect: limit-exceeded/cpu */
#include "guard.h"

#include <sys/time.h>
#include <time.h>

static void hear(int unused) { (void)unused; }

int main(void) {
  const struct itimerval often = { { 0, 50 }, { 0, 50 } };
  for (int i = SIGRTMIN; i <= SIGRTMAX; i++) signal(i, hear);
  signal(SIGPROF, hear);
  signal(SIGVTALRM, hear);
  setitimer(ITIMER_PROF, &often, 0);
  setitimer(ITIMER_VIRTUAL, &often, 0);
  for (int i = 0; i < 2000; i++) {
    timer_t timer;
    struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN };
    if (timer_create(CLOCK_MONOTONIC, &event, &timer)) break;
    const struct itimerspec soon = { { 0, 1000 }, { 0, 1000 } };
    timer_settime(timer, 0, &soon, 0);
  }
  for (;;) {
    sigqueue(1, SIGRTMIN, (union sigval){ 0 });
    sigqueue(getpid(), SIGRTMIN + 1, (union sigval){ 0 });
  }
}
