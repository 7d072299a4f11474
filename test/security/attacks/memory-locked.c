/* Tries: to nail memory down, so that the kernel could not take it back.
 * Must: be refused more than a few pages.
 * Covers: C10
 * Limits: memoryBytes=64MiB
 * Expect: exited/0 */
#include "guard.h"

int main(void) {
  char *memory = mmap(0, 8 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  must_fail("mlock", mlock(memory, 8 << 20));
  must_fail("mlockall", mlockall(MCL_CURRENT | MCL_FUTURE));
  must_fail("MAP_LOCKED", (long)mmap(0, 8 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_LOCKED, -1, 0));
  must_fail("MAP_HUGETLB", (long)mmap(0, 8 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB, -1, 0));
  return guard_end();
}
