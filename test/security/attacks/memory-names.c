/* Tries: to fill the kernel's cache of names that do not exist, which stays when it is gone.
 * Must: end by itself; the next program has all its memory.
 * Covers: C12
 * Limits: memoryBytes=32MiB wallMs=8000
 * Expect: exited/0 */
#include "guard.h"

int main(void) {
  char path[280] = "/usr/lib/";
  struct stat facts;
  memset(path + 9, 'x', 200);
  for (int i = 0; i < 150000; i++) {
    sprintf(path + 209, "%d", i);
    if (stat(path, &facts) == 0) return 1;
  }
}
