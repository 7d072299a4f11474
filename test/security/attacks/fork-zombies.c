/* Tries: to fill the table of processes with dead ones that it does not reap.
 * Must: be refused more than its limit, and leave none.
 * Covers: D8
 * Needs: cgroup
 * Limits: processes=64
 * Expect: exited/0 */
#include "guard.h"

int main(void) {
  int dead = 0;
  for (int i = 0; i < 400; i++) {
    pid_t pid = guard_fork();
    if (pid == 0) _exit(0);
    dead += pid > 0;
  }
  return dead > 64;
}
