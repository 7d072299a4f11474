/* Which cores the gate and its program may use. */
#include "gate.h"

enum { MASK_BYTES = 128 };

static u64 all[MASK_BYTES / 8];
static long all_bytes; /* of the mask, as the kernel has it; 0: unknown, or one core only */

static int several(const u64 *mask, long bytes) {
  int words = 0, several_in_one = 0;
  for (long i = 0; i < bytes / 8; i++) {
    words += mask[i] != 0;
    several_in_one |= (mask[i] & (mask[i] - 1)) != 0;
  }
  return words > 1 || several_in_one;
}

static void use_core(u32 core) {
  u64 mask[MASK_BYTES / 8] = { 0 };
  if (core >= MASK_BYTES * 8) return;
  mask[core / 64] = 1ull << (core % 64);
  SC3(sched_setaffinity, 0, sizeof mask, mask);
}

void note_cores(void) {
  long bytes = SC3(sched_getaffinity, 0, sizeof all, all);
  all_bytes = bytes > 0 && several(all, bytes) ? bytes : 0;
}

void stay_on(u32 core) {
  if (core >= MASK_BYTES * 8) return;
  use_core(core); /* refused in a pinned cell, which is on its core already */
  all_bytes = 0;
}

void gather(void) {
  u32 core;
  if (all_bytes && SC3(getcpu, &core, 0, 0) == 0) use_core(core);
}

void spread(void) {
  if (all_bytes) SC3(sched_setaffinity, 0, all_bytes, all);
}
