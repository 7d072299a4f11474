#include <linux/resource.h>

#include "gate.h"

/* rlimit numbers are the same on both architectures (asm-generic/resource.h). */
enum { RL_CPU = 0, RL_FSIZE = 1, RL_DATA = 2, RL_STACK = 3, RL_CORE = 4, RL_NPROC = 6, RL_NOFILE = 7, RL_MEMLOCK = 8, RL_MSGQUEUE = 12, RL_NICE = 13, RL_RTPRIO = 14 };
enum { MEMLOCK_BYTES = 64 << 10, RESERVED_STACKS = 32 };
/* Without a memory group the gate polls; this only stops a burst between two looks. It counts what runtimes reserve, and
 * of each thread the whole stack, which is as large as the stack limit: Node has seven before it runs anything. */
#define DATA_SLACK_BYTES (1ull << 30)

static u64 hard_limits[RL_RTPRIO + 1]; /* which a new child has as well */

static long read_hard_limit(int pid, int resource, u64 *hard) {
  u64 now[2] = { 0 };
  long error = SC4(prlimit64, pid, resource, 0, now);
  *hard = now[1];
  return error;
}

void note_limits(void) {
  for (int resource = 0; resource <= RL_RTPRIO; resource++)
    if (read_hard_limit(0, resource, &hard_limits[resource])) fail(EXIT_SETUP_FAILED, "gate: cannot read its limits", 0, resource);
}

static long set_limit(int pid, int resource, u64 value) {
  u64 hard = hard_limits[resource];
  long error = pid ? read_hard_limit(pid, resource, &hard) : 0;
  if (error) return error;
  u64 limit[2] = { value < hard ? value : hard, value < hard ? value : hard };
  return SC4(prlimit64, pid, resource, limit, 0);
}

long set_limits(int pid, const struct request *ask, int own_uid, int grouped) {
  int joined = !!(ask->flags & REQUEST_JOINED);
  struct { int resource; u64 value; } limits[] = {
    { RL_CPU, ask->cpu_ns / 1000000000u + 2 }, /* the last line: per process, in whole seconds */
    { RL_FSIZE, ask->file_bytes },
    { RL_STACK, ask->stack_bytes },
    { RL_NOFILE, ask->open_files },
    { RL_CORE, 1 }, /* core(5): where a crash starts a program of the host, 0 does not stop it, 1 does */
    { RL_MEMLOCK, MEMLOCK_BYTES },
    { RL_MSGQUEUE, 0 },
    { RL_NICE, 0 },
    { RL_RTPRIO, 0 },
    /* from here on only without groups */
    { RL_DATA, ask->memory_bytes + DATA_SLACK_BYTES + RESERVED_STACKS * ask->stack_bytes },
    { RL_NPROC, ask->processes + (u64)(own_uid ? 0 : 1 + joined * HOLD_THREADS) }, /* with one id the gate counts too */
  };
  size_t n = sizeof limits / sizeof *limits - (grouped ? 2 : 0);
  for (size_t i = 0; i < n; i++) {
    long error = set_limit(pid, limits[i].resource, limits[i].value);
    if (error) return error;
  }
  return 0;
}
