/* Tries: to flood both streams from eight processes at once.
 * Must: end with its output limit, neither stream longer than it may be.
 * Covers: E3
 * Limits: stdoutBytes=3000000 stderrBytes=2000000 wallMs=5000
 * Expect: limit-exceeded/output */
#include "guard.h"

static char block[65536];

int main(void) {
  int stream = 1;
  memset(block, 'y', sizeof block);
  for (int i = 0; i < 7; i++, stream = 3 - stream)
    if (guard_fork() == 0) break;
  while (write(stream, block, sizeof block) > 0);
}
