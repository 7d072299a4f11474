#pragma once
#include "protocol.h"

/* What the whole jail used since `mark_counters`. */
struct counters {
  u64 cpu_ns, memory_bytes;
  u32 oom_kills, refused_processes;
};

/* The CPU time of the group behind the descriptor, in nanoseconds; 0 when there is none. */
u64 read_cpu_ns(int fd);

/* While the jail is parked: what earlier jails of the cell have in the counters that nothing changes until the release.
 * Gives what the group is charged for now. */
u64 mark_idle(int grouped);
/* Takes the readings that later ones are compared with, and resets the peak. `warm`: the program is there already. */
void mark_counters(int grouped, int warm);
void read_counters(int grouped, struct counters *counters);
/* CPU time since the mark, without the gate's own; quick enough to be polled. */
u64 used_cpu_ns(int grouped);
/* Polled memory (only for cells without a group): updates the peak and returns the present figure. */
u64 used_memory_bytes(void);
/* The reading of the CPU counter at which `cpu_ns` will be used up; 0 without a counter. */
u64 cpu_reading_at(int grouped, u64 cpu_ns);
