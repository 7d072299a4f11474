/* Tries: to take more memory than it may by its static data.
 * Must: end with its memory limit.
 * Covers: C2
 * Limits: memoryBytes=64MiB
 * Expect: limit-exceeded/memory */
#include "guard.h"

static char data[512 << 20];

int main(void) {
  memset(data, 1, sizeof data);
  return data[getpid()];
}
