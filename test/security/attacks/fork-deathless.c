/* Tries: to untie its children from everything that would take them along: session, group, parent's death, terminal.
 * Must: be dead with the main program all the same.
 * Covers: D10
 * Limits: wallMs=10000
 * Expect: exited/0
 * Within: 1500 */
#include "guard.h"

int main(void) {
  for (int i = 0; i < 20; i++)
    if (guard_fork() == 0) {
      setsid();
      setpgid(0, 0);
      prctl(PR_SET_PDEATHSIG, 0);
      prctl(PR_SET_CHILD_SUBREAPER, 1);
      if (guard_fork() > 0) _exit(0);
      for (int fd = 0; fd < 64; fd++) close(fd);
      for (int signal_number = 1; signal_number < NSIG; signal_number++)
        if (signal_number != SIGALRM) signal(signal_number, SIG_IGN);
      for (;;) pause();
    }
  usleep(50000);
}
