/* Tries: to flood stdout, and to go on when nobody reads.
 * Must: end with its output limit, of which exactly every byte is kept.
 * Covers: E1
 * Limits: stdoutBytes=100000
 * Expect: limit-exceeded/output
 * Keeps: stdout=100000 */
#include "guard.h"

static char block[65536];

int main(void) {
  memset(block, 'y', sizeof block);
  signal(SIGPIPE, SIG_IGN);
  for (;;)
    if (write(1, block, sizeof block) < 0) usleep(1000);
}
