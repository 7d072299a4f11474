/* Tries: to go on behind its CPU limit, by raising its rlimits and catching every signal that can be caught.
 * Must: end with its CPU limit all the same.
 * Covers: A4
 * Limits: cpuMs=300 wallMs=5000
 * Expect: limit-exceeded/cpu */
#include "guard.h"

int main(void) {
  struct rlimit limit;
  for (int i = 1; i < NSIG; i++)
    if (i != SIGALRM) signal(i, SIG_IGN);
  getrlimit(RLIMIT_CPU, &limit);
  limit.rlim_cur = limit.rlim_max = RLIM_INFINITY;
  if (setrlimit(RLIMIT_CPU, &limit) == 0) return 1;
  for (volatile unsigned i = 0;; i++);
}
