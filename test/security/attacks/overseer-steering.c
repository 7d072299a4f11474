/* Tries: to slow down, bind or limit the process that watches it, and to put itself before all others.
 * Must: be refused every call.
 * Covers: G1 A5
 * Expect: exited/0 */
#include "guard.h"

int main(void) {
  struct rlimit one = { 1, 1 };
  struct sched_param none = { 0 }, high = { 1 };
  cpu_set_t core;
  CPU_ZERO(&core);
  CPU_SET(0, &core);
  must_fail("prlimit of PID 1", prlimit(1, RLIMIT_NOFILE, &one, 0));
  must_fail("prlimit of PID 1, upper half set", syscall(SYS_prlimit64, 0x100000001L, RLIMIT_CPU, &one, 0));
  must_fail("affinity of PID 1", sched_setaffinity(1, sizeof core, &core));
  must_fail("idle class for PID 1", sched_setscheduler(1, SCHED_IDLE, &none));
  must_fail("batch class for PID 1", syscall(SYS_sched_setscheduler, 0x100000001L, SCHED_BATCH, &none));
  must_fail("nice of PID 1", setpriority(PRIO_PROCESS, 1, 19));
  must_fail("nice of the user", setpriority(PRIO_USER, 0, 19));
  must_fail("io class of PID 1", syscall(SYS_ioprio_set, 1, 1, 3 << 13));
  must_fail("nice -20", setpriority(PRIO_PROCESS, 0, -20));
  must_fail("SCHED_FIFO", sched_setscheduler(0, SCHED_FIFO, &high));
  must_fail("SCHED_RR", sched_setscheduler(0, SCHED_RR, &high));
  return guard_end();
}
