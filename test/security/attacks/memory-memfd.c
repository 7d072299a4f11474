/* Tries: to hide memory in files that have no name anywhere.
 * Must: end with its memory limit; where that is polled, get no such file.
 * Covers: C6
 * Limits: memoryBytes=24MiB
 * Expect: limit-exceeded/memory or exited/0 */
#include "guard.h"

static char block[1 << 20];

int main(void) {
  for (int i = 0; i < 8; i++) {
    int fd = memfd_create("hog", 0);
    if (fd < 0 && errno == ENOSYS) return 0;
    for (int mib = 0; mib < 16; mib++)
      if (write(fd, block, sizeof block) <= 0) return 2;
  }
  usleep(200000);
  return 1;
}
