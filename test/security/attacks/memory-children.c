/* Tries: to take more memory than it may by twelve children with 40 MiB each.
 * Must: end with the memory limit of the whole tree.
 * Covers: C8
 * Limits: memoryBytes=128MiB wallMs=5000
 * Expect: limit-exceeded/memory */
#include "guard.h"

int main(void) {
  for (int i = 0; i < 12; i++)
    if (guard_fork() == 0) {
      guard_take(40 << 20);
      sleep(1);
      _exit(0);
    }
  while (wait(0) > 0);
}
