/* Tries: to have the host write a core of 300 MiB, or start its helper for it.
 * Must: leave no core, at once.
 * Covers: G6
 * Limits: memoryBytes=400MiB wallMs=10000
 * Expect: signaled/SIGABRT
 * Within: 3000
 * Collect: core=missing */
#include "guard.h"

int main(void) {
  struct rlimit most = { RLIM_INFINITY, RLIM_INFINITY };
  if (setrlimit(RLIMIT_CORE, &most) == 0) return 1;
  prctl(PR_SET_DUMPABLE, 1);
  guard_take(300 << 20);
  abort();
}
