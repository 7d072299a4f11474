import type { LimitsInput } from '../../lib/index.js';
import type { ProblemLimits } from '../problem/problem.js';

/** A tool of the package has at least so much to compile: testlib alone takes seconds. */
const TOOL_COMPILE_MS = 60_000;
const TOOL_COMPILE_BYTES = 2 ** 31;

/**
 * The wall limit that goes with a CPU limit: three times as much and a second. Time is judged by CPU; the wall
 * limit only ends programs that wait, and leaves those that compute room on a busy machine.
 */
export function wallMsOf(timeMs: number): number {
  return 3 * timeMs + 1_000;
}

/**
 * The limits of one case. Each of stdout and stderr is ended at the output limit; both together are weighed afterwards.
 *
 * @param margin Share of the time limit that a run may go on beyond it: one that ends there is too slow all the same,
 * but was near enough to be measured again.
 */
export function runLimits(limits: ProblemLimits, timeMs: number, margin = 0): LimitsInput {
  return {
    cpuMs: Math.ceil(timeMs * (1 + margin)),
    wallMs: Math.ceil(wallMsOf(timeMs)),
    memoryBytes: limits.memoryBytes,
    stdoutBytes: limits.outputBytes,
    stderrBytes: limits.outputBytes,
  };
}

/** The limits of compiling a submission. A compiler may wait for the disk: twice its CPU limit by the clock. */
export function compileLimits(limits: ProblemLimits): LimitsInput {
  return { cpuMs: limits.compileMs, wallMs: 2 * limits.compileMs, memoryBytes: limits.compileMemoryBytes };
}

/** The limits of a tool that the problem brings. No file of it may be larger than what it may print. */
export function toolLimits(limits: ProblemLimits): LimitsInput & { readonly wallMs: number } {
  return {
    cpuMs: Math.ceil(limits.validationMs),
    wallMs: Math.ceil(wallMsOf(limits.validationMs)),
    memoryBytes: limits.validationMemoryBytes,
    stdoutBytes: limits.validationOutputBytes,
    fileBytes: limits.validationOutputBytes,
  };
}

/** The limits of compiling a tool. */
export function toolCompileLimits(limits: ProblemLimits): LimitsInput {
  const cpuMs = Math.max(limits.compileMs, TOOL_COMPILE_MS);
  return { cpuMs, wallMs: 2 * cpuMs, memoryBytes: Math.max(limits.compileMemoryBytes, TOOL_COMPILE_BYTES) };
}
