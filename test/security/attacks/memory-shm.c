/* Tries: to write more shared memory than /dev/shm holds, behind the back of write(2).
 * Must: die by SIGBUS where the room ends.
 * Covers: C6
 * Limits: boxBytes=2MiB
 * Expect: signaled/SIGBUS */
#include "guard.h"

int main(void) {
  int fd = shm_open("/hog", O_CREAT | O_RDWR, 0600);
  if (fd < 0 || ftruncate(fd, 32 << 20)) return 1;
  char *memory = mmap(0, 32 << 20, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  memset(memory, 1, 32 << 20);
  return 2;
}
