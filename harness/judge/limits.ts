import type { LimitsInput } from '../../lib/index.js';
import type { ProblemLimits } from '../problem/problem.js';

/**
 * The wall limit that goes with a CPU limit: three times as much and a second. Time is judged by CPU; the wall
 * limit only ends programs that wait, and leaves those that compute room on a busy machine.
 */
export function wallMsOf(timeMs: number): number {
  return 3 * timeMs + 1_000;
}

/** The limits of one case. Output is stdout; stderr is cut at the library's default and never judged. */
export function runLimits(limits: ProblemLimits, timeMs: number): LimitsInput {
  return {
    cpuMs: Math.ceil(timeMs),
    wallMs: Math.ceil(wallMsOf(timeMs)),
    memoryBytes: limits.memoryBytes,
    stdoutBytes: limits.outputBytes,
  };
}

/** The limits of compiling a submission. A compiler may wait for the disk: twice its CPU limit by the clock. */
export function compileLimits(limits: ProblemLimits): LimitsInput {
  return { cpuMs: limits.compileMs, wallMs: 2 * limits.compileMs, memoryBytes: limits.compileMemoryBytes };
}
