/* Tries: to dodge whoever samples it, by bursts of a millisecond with sleeps between.
 * Must: be charged by the kernel's exact count.
 * Covers: A7
 * Needs: cgroup
 * Limits: cpuMs=200 wallMs=6000
 * Expect: limit-exceeded/cpu */
#include "guard.h"

#include <time.h>

int main(void) {
  const struct timespec pause = { 0, 1000000 };
  for (;;) {
    struct timespec from, now;
    clock_gettime(CLOCK_MONOTONIC, &from);
    do clock_gettime(CLOCK_MONOTONIC, &now);
    while ((now.tv_sec - from.tv_sec) * 1000000000 + now.tv_nsec - from.tv_nsec < 1000000);
    nanosleep(&pause, 0);
  }
}
