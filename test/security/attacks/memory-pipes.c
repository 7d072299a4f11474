/* Tries: to hide memory in pipes, which no process owns.
 * Must: end with its memory limit.
 * Covers: C12
 * Needs: cgroup
 * Limits: memoryBytes=24MiB
 * Expect: limit-exceeded/memory */
#include "guard.h"

static char block[1 << 16];

int main(void) {
  int ends[2];
  for (int i = 0; i < 100 && pipe2(ends, O_NONBLOCK) == 0; i++) {
    fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
    while (write(ends[1], block, sizeof block) > 0);
  }
  return 1;
}
