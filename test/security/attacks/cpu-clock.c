/* Tries: to wait busily, by asking for the time again and again.
 * Must: end with its CPU limit, though it does nothing.
 * Covers: A6
 * Limits: cpuMs=300 wallMs=5000
 * Expect: limit-exceeded/cpu */
#include "guard.h"

#include <time.h>

int main(void) {
  struct timespec from, now;
  clock_gettime(CLOCK_REALTIME, &from);
  do clock_gettime(CLOCK_REALTIME, &now);
  while (now.tv_sec - from.tv_sec < 10);
}
