/* Tries: to make time its own: clocks, timers of others, the overseer's patience.
 * Must: be refused, and measured by clocks that it cannot set.
 * Covers: I6 B6
 * Limits: wallMs=300
 * Expect: limit-exceeded/wall
 * Within: 800 */
#include "guard.h"

#include <sys/time.h>
#include <sys/timex.h>
#include <time.h>

int main(void) {
  struct timespec past = { 1, 0 };
  struct timex tune = { .modes = ADJ_TICK, .tick = 11000 };
  for (int clock = 0; clock < 12; clock++)
    if (clock_settime(clock, &past) == 0) return 1;
  if (settimeofday(&(struct timeval){ 1, 0 }, 0) == 0 || adjtimex(&tune) == 0 || clock_adjtime(CLOCK_REALTIME, &tune) == 0) return 2;
  if (unshare(0x80 /* CLONE_NEWTIME */) == 0) return 3;
  for (;;) nanosleep(&(struct timespec){ 1000000, 0 }, 0);
}
