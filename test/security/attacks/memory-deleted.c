/* Tries: to hide memory behind a mapping of a file that is deleted.
 * Must: end with its memory limit.
 * Covers: C12
 * Limits: memoryBytes=16MiB
 * Expect: limit-exceeded/memory */
#include "guard.h"

int main(void) {
  int fd = open("/tmp/hog", O_CREAT | O_RDWR, 0600);
  unlink("/tmp/hog");
  if (ftruncate(fd, 48 << 20)) return 1;
  volatile char *memory = mmap(0, 48 << 20, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  for (size_t at = 0; at < 48 << 20; at += 4096) memory[at] = 1;
  usleep(200000);
  return 2;
}
