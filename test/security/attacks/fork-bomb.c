/* Tries: to fork until the machine starves.
 * Must: be refused processes, end with a limit, and leave none.
 * Covers: D1
 * Needs: cgroup
 * Limits: processes=64 cpuMs=500 wallMs=1500
 * Expect: limit-exceeded/cpu or limit-exceeded/wall */
#include "guard.h"

int main(void) {
  for (;;)
    if (guard_fork() < 0 && *guard_forks >= MOST_FORKS) pause();
}
