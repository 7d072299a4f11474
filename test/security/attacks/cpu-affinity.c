/* Tries: to get out of line: a better niceness, real-time classes, cores that are not there, more for its children.
 * Must: be refused each, children too; what they have is no more than what it had.
 * Covers: A5
 * Expect: exited/0 */
#include "guard.h"

static void attempt(void) {
  struct sched_param high = { 50 };
  struct rlimit most = { RLIM_INFINITY, RLIM_INFINITY };
  cpu_set_t none, far;
  CPU_ZERO(&none);
  CPU_ZERO(&far);
  CPU_SET(1000, &far);
  must_fail("nice -20", nice(-20) < 0 ? -1 : 0);
  must_fail("SCHED_FIFO", sched_setscheduler(0, SCHED_FIFO, &high));
  must_fail("SCHED_RR", sched_setscheduler(0, SCHED_RR, &high));
  must_fail("no core", sched_setaffinity(0, sizeof none, &none));
  must_fail("a core that there is not", sched_setaffinity(0, sizeof far, &far));
  must_fail("RLIMIT_RTPRIO", setrlimit(RLIMIT_RTPRIO, &most));
  must_fail("RLIMIT_NICE", setrlimit(RLIMIT_NICE, &most));
}

int main(void) {
  int status = 1;
  attempt();
  pid_t child = guard_fork();
  if (child == 0) {
    attempt();
    return guard_passed;
  }
  waitpid(child, &status, 0);
  must_fail("the child", status ? 0 : -1);
  return guard_end();
}
