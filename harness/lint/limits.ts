import { formatBytes, formatMs } from '../../lib/index.js';
import type { Problem } from '../problem/problem.js';
import type { Report, SubmissionReport } from '../report.js';
import type { Findings } from './finding.js';

const MiB = 2 ** 20;
/** Measuring is not finer; what a program needs to start may be more. */
const LEAST_MS = 100;
const MOST_MS = 60_000;
const LEAST_MEMORY = 16 * MiB;
const MOST_MEMORY = 4096 * MiB;
/** What format 2025-09 asks for between the slowest accepted submission and the limit, where it is not told otherwise. */
const TIME_MARGIN = 2;
/** An accepted submission that needs more of the memory limit may fail with another runtime. */
const MEMORY_SHARE = 0.8;

/** Limits that are hardly meant. */
export function lintLimits({ timeLimit, limits }: Problem, findings: Findings): void {
  const { memoryBytes, outputBytes, validationMs } = limits;
  const warn = (message: string): void => findings.warning('limits', message);
  if (timeLimit.kind === 'declared') {
    const { timeMs } = timeLimit;
    if (timeMs < LEAST_MS)
      warn(`a time limit of ${formatMs(timeMs)} is below what starting a program may take`);
    if (timeMs > MOST_MS) warn(`a time limit of ${formatMs(timeMs)} is very long`);
  }
  if (memoryBytes < LEAST_MEMORY)
    warn(`${formatBytes(memoryBytes)} of memory is too little for most languages`);
  if (memoryBytes > MOST_MEMORY)
    warn(`${formatBytes(memoryBytes)} of memory is more than most machines can spare`);
  if (outputBytes < 1024) warn(`${formatBytes(outputBytes)} of output is very little`);
  if (validationMs < 1_000) warn(`${formatMs(validationMs)} for a checker is very little`);
}

/** The limits against what accepted submissions used. */
export function lintUsage(problem: Problem, verification: Report, findings: Findings): void {
  const accepted = verification.problems.flatMap(({ submissions }) =>
    submissions.filter(({ promise, verdict }) => promise?.folder === 'accepted' && verdict === 'AC'),
  );
  const slowest = most(accepted, (usage) => usage.cpuMs);
  const { timeLimit, limits } = problem;
  if (slowest && timeLimit.kind === 'declared' && slowest.amount * TIME_MARGIN > timeLimit.timeMs) {
    const message = `the time limit of ${formatMs(timeLimit.timeMs)} is less than ${TIME_MARGIN} × the ${formatMs(slowest.amount)} of "${slowest.name}", which is accepted`;
    findings.warning('limits', message);
  }
  const largest = most(accepted, (usage) => usage.memoryBytes);
  if (largest && largest.amount > limits.memoryBytes * MEMORY_SHARE) {
    const message = `"${largest.name}", which is accepted, uses ${formatBytes(largest.amount)} of the ${formatBytes(limits.memoryBytes)} of memory`;
    findings.warning('limits', message);
  }
}

interface Most {
  readonly name: string;
  readonly amount: number;
}

function most(
  submissions: readonly SubmissionReport[],
  amountOf: (usage: NonNullable<SubmissionReport['usage']>) => number,
): Most | undefined {
  return submissions
    .flatMap(({ name, usage }) => (usage ? [{ name, amount: amountOf(usage) }] : []))
    .reduce<Most | undefined>((a, b) => (a && a.amount >= b.amount ? a : b), undefined);
}
