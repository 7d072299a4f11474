/* Tries: to burn CPU time in children that it waits for.
 * Must: be charged for the whole tree.
 * Covers: A3
 * Limits: cpuMs=300 wallMs=5000
 * Expect: limit-exceeded/cpu */
#include "guard.h"

int main(void) {
  for (int i = 0; i < 4; i++)
    if (guard_fork() == 0)
      for (volatile unsigned n = 0;; n++);
  while (wait(0) > 0);
}
