/* Tries: to jump over the end of its stack with one allocation of a GiB.
 * Must: end by its stack limit with SIGSEGV, always the same.
 * Covers: C3
 * Limits: stackBytes=16MiB
 * Rounds: 3
 * Expect: signaled/SIGSEGV */
#include "guard.h"

#include <alloca.h>

int main(int argc, char **argv) {
  volatile char *far = alloca(((size_t)argc << 30) + (size_t)(argv[0][0] & 1));
  far[0] = 1;
  return far[0] - 1;
}
