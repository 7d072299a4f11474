/* Tries: to outrun its killer: each process forks the next one and dies.
 * Must: be dead when the main program's answer is there.
 * Covers: D7
 * Expect: exited/0
 * Within: 2000 */
#include "guard.h"

static void hop(void) {
  for (;;) {
    pid_t pid = guard_fork();
    if (pid > 0) _exit(0);
    if (pid < 0) {
      pause();
      _exit(0);
    }
  }
}

int main(void) {
  for (int i = 0; i < 4; i++)
    if (guard_fork() == 0) hop();
  usleep(50000);
}
