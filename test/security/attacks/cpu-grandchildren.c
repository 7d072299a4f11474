/* Tries: to burn CPU time in grandchildren whose parents are gone, while it sleeps itself.
 * Must: be charged for the whole tree.
 * Covers: A3
 * Limits: cpuMs=300 wallMs=5000
 * Expect: limit-exceeded/cpu */
#include "guard.h"

int main(void) {
  for (int i = 0; i < 3; i++)
    if (guard_fork() == 0) {
      if (guard_fork() > 0) _exit(0);
      setsid();
      for (volatile unsigned n = 0;; n++);
    }
  for (;;) pause();
}
