/* Tries: nothing: reserves 100 GiB of addresses, as runtimes do.
 * Must: be let go, for only what is touched is there.
 * Covers: C4
 * Needs: cgroup
 * Limits: memoryBytes=32MiB
 * Expect: exited/0 */
#include "guard.h"

int main(void) {
  for (int i = 0; i < 100; i++)
    if (mmap(0, 1ul << 30, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0) == MAP_FAILED) return 1;
}
