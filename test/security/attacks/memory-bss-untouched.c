/* Tries: nothing: declares 400 MiB that it does not use.
 * Must: be let go, for only what is touched is there.
 * Covers: C2
 * Limits: memoryBytes=64MiB
 * Expect: exited/0 */
#include "guard.h"

static char data[400 << 20];

int main(void) {
  data[getpid()] = 1;
  return data[getpid()] != 1;
}
