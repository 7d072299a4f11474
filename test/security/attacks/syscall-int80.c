/* Tries: to get around the filter by the system calls of 32-bit programs.
 * Must: die by SIGSYS.
 * Covers: I10
 * Needs: x64
 * Expect: signaled/SIGSYS */
#include "guard.h"

int main(void) {
  long result;
  __asm__ volatile("int $0x80" : "=a"(result) : "a"(20 /* getpid */) : "memory");
  return (int)result & 1;
}
