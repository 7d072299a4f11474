/* Tries: to stay as a daemon: sessions of its own, no parent, stdout kept open.
 * Must: give the main program's answer at once, and be dead with it.
 * Covers: D5 D6
 * Limits: wallMs=10000
 * Expect: exited/7
 * Within: 1500 */
#include "guard.h"

int main(void) {
  for (int depth = 0; depth < 6; depth++) {
    pid_t pid = guard_fork();
    if (pid > 0) return depth ? 0 : 7;
    setsid();
    prctl(PR_SET_PDEATHSIG, 0);
    if (chdir("/")) return 1;
  }
  signal(SIGHUP, SIG_IGN);
  for (;;) pause();
}
