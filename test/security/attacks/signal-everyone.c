/* Tries: to kill or stop everybody it can see: its overseer, its parent, all processes.
 * Must: hurt nobody but its own children.
 * Covers: G1
 * Expect: exited/9 */
#include "guard.h"

int main(void) {
  const int signals[] = { SIGKILL, SIGSTOP, SIGTERM, SIGINT, SIGHUP, SIGXCPU, SIGUSR1, SIGCHLD, SIGSEGV, SIGTSTP };
  if (guard_fork() == 0)
    for (;;) pause();
  int overseer = (int)syscall(SYS_pidfd_open, 1, 0);
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
    kill(1, signals[i]);
    kill(getppid(), signals[i]);
    syscall(SYS_tgkill, 1, 1, signals[i]);
    syscall(SYS_pidfd_send_signal, overseer, signals[i], 0, 0);
  }
  kill(-1, SIGSTOP);
  kill(-1, SIGKILL);
  return 9;
}
