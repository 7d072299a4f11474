/* Tries: to take more memory than it may, page after page.
 * Must: end with its memory limit.
 * Covers: C1 C9
 * Limits: memoryBytes=64MiB
 * Expect: limit-exceeded/memory */
#include "guard.h"

int main(void) {
  for (int mib = 0; mib < 512; mib++) guard_take(1 << 20);
  return 1;
}
