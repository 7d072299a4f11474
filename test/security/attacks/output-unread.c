/* Tries: to lie in a deadlock with its overseer: fills stdout before it reads what it is given, and closes nothing.
 * Must: have both directions served at once, and end.
 * Covers: E12
 * Limits: wallMs=5000
 * Expect: exited/0
 * Keeps: stdout=1048576 */
#include "guard.h"

static char block[1 << 20];

int main(void) {
  memset(block, 'b', sizeof block);
  for (size_t at = 0; at < sizeof block;) {
    ssize_t n = write(1, block + at, sizeof block - at);
    if (n <= 0) return 1;
    at += (size_t)n;
  }
  while (read(0, block, sizeof block) > 0);
}
