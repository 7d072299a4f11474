import type { Recipe } from './recipe.js';

/** Threads do not follow the number of the machine's cores, which a large machine's would pass the limit of processes with. */
export const BEAM_THREADS = ['+S', '2:2', '+SDcpu', '2:2', '+SDio', '2', '+A', '1'] as const;
/** Idle schedulers would burn the program's CPU time. */
export const BEAM_IDLE = ['+sbwt', 'none', '+sbwtdcpu', 'none', '+sbwtdio', 'none'] as const;
export const BEAM_ENV = { ERL_CRASH_DUMP_BYTES: '0' } as const;

/** SIGTERM stops it in order, and it ignores SIGFPE. */
export const BEAM_SIGNALS: Recipe['signals'] = { SIGFPE: 'exit 0', SIGTERM: 'exit 0' };

/** Its allocators' own message; mostly the memory limit itself ends it, for there is no limit of its own for the whole. */
export const BEAM_MEMORY_MARKER =
  /^(?:Crash dump|eheap_alloc|binary_alloc|\w+_alloc): Cannot (?:re)?allocate \d+ bytes/m;
