/* Tries: to hide memory in page tables: touches one page in every two MiB.
 * Must: be charged for the tables, and end with its memory limit.
 * Covers: C12
 * Needs: cgroup
 * Limits: memoryBytes=24MiB
 * Expect: limit-exceeded/memory */
#include "guard.h"

int main(void) {
  const size_t size = 1ul << 36;
  volatile char *memory = mmap(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) return 2;
  madvise((void *)memory, size, MADV_NOHUGEPAGE);
  for (size_t at = 0; at < size; at += 2 << 20) memory[at] = 1;
  return 1;
}
