/* Tries: to sleep for ever with all signals ignored or blocked, its children too.
 * Must: end with its wall limit.
 * Covers: B3
 * Limits: wallMs=500
 * Expect: limit-exceeded/wall
 * Within: 1000 */
#include "guard.h"

int main(void) {
  sigset_t all;
  sigfillset(&all);
  sigdelset(&all, SIGALRM);
  sigprocmask(SIG_BLOCK, &all, 0);
  for (int i = 1; i < NSIG; i++)
    if (i != SIGALRM) signal(i, SIG_IGN);
  for (int i = 0; i < 5; i++)
    if (guard_fork() == 0) break;
  for (;;) pause();
}
