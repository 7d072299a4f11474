#pragma once
#include "sys.h"

/* For cells without cgroups: figures summed over /proc and the kernel's rusage of reaped children.
 * Weaker than a group: children that nobody waits for are missed, shared pages are not counted. */
/* `warm`: what the program has used so far is not to be counted. */
void poll_mark(int warm);
u64 poll_cpu_ns(void);
u64 poll_memory_bytes(void);
u64 poll_peak_bytes(void);
