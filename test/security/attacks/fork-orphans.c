/* Tries: to use up its processes by hundreds of dead ones whose parent is gone, so that nobody would reap them.
 * Must: have them reaped as they come, and go on.
 * Covers: D8
 * Needs: cgroup
 * Limits: processes=8
 * Expect: exited/0 */
#include "guard.h"

static pid_t patient_fork(void) {
  for (int tries = 0; tries < 200; tries++) {
    pid_t pid = guard_fork();
    if (pid >= 0) return pid;
    usleep(1000); /* the last one is being reaped */
  }
  return -1;
}

int main(void) {
  for (int i = 0; i < 200; i++) {
    pid_t pid = patient_fork();
    if (pid < 0) return 1;
    if (pid == 0) _exit(patient_fork() < 0);
    int status;
    if (waitpid(pid, &status, 0) != pid || status) return 2;
  }
}
