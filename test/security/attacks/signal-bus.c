/* Tries: to read behind the end of a file that it has mapped.
 * Must: have ended by SIGBUS.
 * Covers: G4
 * Expect: signaled/SIGBUS */
#include "guard.h"

int main(void) {
  int fd = open("short", O_CREAT | O_RDWR, 0600);
  volatile char *memory = mmap(0, 8192, PROT_READ, MAP_SHARED, fd, 0);
  return memory[4096];
}
