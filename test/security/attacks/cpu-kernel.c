/* Tries: to burn the kernel's time instead of its own: endless system calls that do much and give little.
 * Must: be charged for both.
 * Covers: A1
 * Limits: cpuMs=300 wallMs=6000
 * Expect: limit-exceeded/cpu */
#include "guard.h"

int main(void) {
  struct stat facts;
  for (;;) {
    munmap(mmap(0, 1 << 22, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0), 1 << 22);
    stat("/usr/lib/../lib/../lib/../lib/nowhere", &facts);
  }
}
