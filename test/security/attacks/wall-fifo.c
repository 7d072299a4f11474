/* Tries: to hang in an open(2) that nobody answers: a FIFO without a writer.
 * Must: end with its wall limit.
 * Covers: B2
 * Limits: wallMs=400
 * Expect: limit-exceeded/wall
 * Within: 900 */
#include "guard.h"

int main(void) {
  mkfifo("fifo", 0600);
  return open("fifo", O_RDONLY) < 0;
}
