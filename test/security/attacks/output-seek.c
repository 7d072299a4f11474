/* Tries: to make its output a file, with holes: seeks, cuts, reopens and maps it.
 * Must: find a pipe.
 * Covers: E9
 * Expect: exited/0 */
#include "guard.h"

int main(void) {
  for (int fd = 1; fd < 3; fd++) {
    must_fail_with("lseek", lseek(fd, 1l << 40, SEEK_SET), ESPIPE);
    must_fail_with("ftruncate", ftruncate(fd, 1l << 40), EINVAL);
    must_fail_with("pwrite", pwrite(fd, "x", 1, 1l << 40), ESPIPE);
    must_fail("fallocate", fallocate(fd, 0, 0, 1l << 40));
    must_fail("mmap", (long)mmap(0, 4096, PROT_WRITE, MAP_SHARED, fd, 0));
  }
  return guard_end();
}
