import type { LimitsInput } from '../../lib/index.js';
import type { Problem } from '../problem/problem.js';

const LEAST_CPU_MS = 60_000;
const LEAST_OUTPUT_BYTES = 256 * 2 ** 20;
const TIMES = 10;

/** Generous limits for the main solution: ten times the time limit, at least a minute. */
export function answerLimits({ timeLimit, limits }: Problem): LimitsInput {
  const declaredMs = timeLimit.kind === 'declared' ? timeLimit.timeMs : 0;
  const outputBytes = Math.max(limits.outputBytes, LEAST_OUTPUT_BYTES);
  return {
    cpuMs: Math.max(TIMES * declaredMs, LEAST_CPU_MS),
    memoryBytes: Math.max(limits.memoryBytes, limits.validationMemoryBytes),
    stdoutBytes: outputBytes,
    fileBytes: outputBytes,
  };
}
