/* Tries: to get around the filter by the system calls of 32-bit programs, after another exec.
 * Must: die by SIGSYS.
 * Covers: I10 I11
 * Needs: x64
 * Expect: signaled/SIGSYS */
#include "guard.h"

#include <pthread.h>

static void call(void) {
  long result;
  __asm__ volatile("int $0x80" : "=a"(result) : "a"(310 /* unshare */), "b"(0x10000000) : "memory");
}

int main(int argc, char **argv) {
  if (argc == 1) execl("/proc/self/exe", argv[0], "again", (char *)0);
  call();
}
