/* Tries: to be missed by whoever reaps: zombies, a subreaper, brothers instead of children, a vfork that blocks.
 * Must: be dead when the main program's answer is there.
 * Covers: D8
 * Limits: wallMs=5000
 * Expect: exited/3
 * Within: 2000 */
#include "guard.h"

int main(void) {
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  for (int i = 0; i < 40; i++)
    if (guard_fork() == 0) {
      if (i % 2 == 0) guard_fork();
      _exit(0);
    }
  for (int i = 0; i < 5; i++)
    if (syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0) == 0) {
      alarm(MOST_SECONDS);
      for (;;) pause();
    }
  if (guard_fork() == 0 && vfork() == 0)
    for (;;) pause();
  return 3;
}
