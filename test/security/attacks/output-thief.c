/* Tries: to hang its overseer, by reading its own output away between the look and the read.
 * Must: end with its CPU limit, in time.
 * Covers: E8
 * Limits: cpuMs=400 wallMs=8000
 * Expect: limit-exceeded/cpu
 * Within: 3000 */
#include "guard.h"

int main(void) {
  char byte;
  int thief = open("/proc/self/fd/1", O_RDONLY | O_NONBLOCK);
  if (thief < 0) return 1;
  if (guard_fork() == 0)
    for (;;) read(thief, &byte, 1);
  for (int i = 0; i < 2000; i++) {
    write(1, "x", 1);
    usleep(20);
  }
  for (volatile unsigned i = 0;; i++);
}
