/* Tries: to run programs that are being written, again and again.
 * Must: be told so by the kernel, and harm nobody.
 * Covers: F17
 * Limits: wallMs=8000
 * Expect: exited/0 */
#include "guard.h"

int main(void) {
  int status;
  for (int i = 0; i < 50; i++) {
    int fd = open("busy", O_CREAT | O_WRONLY | O_TRUNC, 0755);
    if (guard_fork() == 0) {
      execl("./busy", "busy", (char *)0);
      _exit(errno == ETXTBSY ? 0 : 1);
    }
    wait(&status);
    close(fd);
    if (status) return 1;
  }
}
