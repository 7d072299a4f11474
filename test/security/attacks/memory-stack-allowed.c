/* Tries: nothing: recurses 100 MiB deep, as its stack limit allows.
 * Must: be let go.
 * Covers: C3
 * Limits: stackBytes=160MiB memoryBytes=192MiB
 * Expect: exited/0 */
#include "guard.h"

__attribute__((noinline)) static long deep(long n) {
  volatile char frame[4096];
  frame[0] = (char)n;
  return n < 24000 ? deep(n + 1) + frame[0] : n;
}

int main(void) { return deep(0) == 1; }
