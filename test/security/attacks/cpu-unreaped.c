/* Tries: to hide CPU time in short children that nobody waits for, since it ignores SIGCHLD.
 * Must: be charged for the dead as well.
 * Covers: A3
 * Needs: cgroup
 * Limits: cpuMs=300 wallMs=8000 processes=16
 * Expect: limit-exceeded/cpu */
#include "guard.h"

#include <time.h>

static double burnt(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

int main(void) {
  signal(SIGCHLD, SIG_IGN);
  for (int i = 0; i < MOST_FORKS; i++) {
    if (guard_fork() == 0) {
      while (burnt() < 5);
      _exit(0);
    }
    wait(0);
  }
}
