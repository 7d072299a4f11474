/* Tries: to hide memory in files, which no process owns, so that the out-of-memory killer takes somebody else.
 * Must: end with its memory limit; jail, overseer and the next program are unharmed.
 * Covers: C5
 * Limits: memoryBytes=24MiB
 * Expect: limit-exceeded/memory */
#include "guard.h"

static char block[1 << 20];

int main(void) {
  const char *const paths[] = { "/box/hog", "/tmp/hog", "/dev/shm/hog" };
  for (int i = 0; i < 3; i++) {
    int fd = open(paths[i], O_CREAT | O_WRONLY, 0600);
    for (int mib = 0; mib < 60; mib++)
      if (write(fd, block, sizeof block) <= 0) break;
  }
  return 1;
}
