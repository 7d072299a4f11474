/* Tries: to have its memory counted once for many: shares it by fork, then writes to it everywhere.
 * Must: end with its memory limit as soon as the copies are real.
 * Covers: C8
 * Limits: memoryBytes=64MiB wallMs=5000
 * Expect: limit-exceeded/memory */
#include "guard.h"

int main(void) {
  char *memory = mmap(0, 24 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  memset(memory, 1, 24 << 20);
  for (int i = 0; i < 6; i++)
    if (guard_fork() == 0) {
      memset(memory, 2, 24 << 20);
      sleep(1);
      _exit(0);
    }
  while (wait(0) > 0);
}
