/* Tries: to break its streams for the reader: other modes, sizes, owners and signals, then closes them.
 * Must: be unheard at the other end, and exit as it likes.
 * Covers: E8
 * Expect: exited/4 */
#include "guard.h"

int main(void) {
  for (int fd = 0; fd < 3; fd++) {
    fcntl(fd, F_SETOWN, 1);
    fcntl(fd, F_SETSIG, SIGKILL);
    fcntl(fd, F_SETFL, O_NONBLOCK | O_ASYNC | O_DIRECT);
    fcntl(fd, F_SETPIPE_SZ, 4096);
  }
  for (int i = 0; i < 20000; i++) write(1 + i % 2, "x", 1);
  int again = open("/proc/self/fd/1", O_RDWR);
  write(again, "y", 1);
  for (int fd = 0; fd < 256; fd++) close(fd);
  return 4;
}
