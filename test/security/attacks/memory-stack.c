/* Tries: to recurse without end.
 * Must: end by its stack limit with SIGSEGV, always the same.
 * Covers: C3
 * Limits: stackBytes=8MiB
 * Expect: signaled/SIGSEGV */
#include "guard.h"

__attribute__((noinline)) static long deep(long n) {
  volatile char frame[4096];
  frame[0] = (char)n;
  return n < 100000 ? deep(n + 1) + frame[0] : n;
}

int main(void) { return deep(0) == 1; }
