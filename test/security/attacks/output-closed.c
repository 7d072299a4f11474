/* Tries: to confuse who reads it: closes its streams, and goes on.
 * Must: be waited for until it ends by itself.
 * Covers: E7
 * Limits: wallMs=5000
 * Expect: exited/6 */
#include "guard.h"

int main(void) {
  puts("last words");
  fflush(stdout);
  for (int fd = 0; fd < 3; fd++) close(fd);
  usleep(100000);
  return 6;
}
