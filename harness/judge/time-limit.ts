import { BailiffError } from '../../lib/index.js';
import type { Problem } from '../problem/problem.js';
import { computeTimeLimitMs } from '../problem/time-limit.js';
import type { SubmissionReport, TimeLimitReport } from '../report.js';
import type { Submission } from '../submission/submission.js';
import type { Verdict } from '../verdict.js';
import { judgeAll } from './judge-all.js';
import type { Judging } from './judging.js';
import { wallMsOf } from './limits.js';

/** CPU time of each case while the time limit is measured: what is slower is no basis for one. */
export const MEASURING_MS = 60_000;

/** A time limit, and the reports of the submissions that it was measured from. */
export interface Measured {
  readonly timeLimit: TimeLimitReport;
  /** Of every accepted submission, in the order given; empty when the limit is declared. */
  readonly reports: readonly SubmissionReport[];
}

/**
 * The time limit of a problem: as declared, or measured by running the accepted submissions on all cases.
 * Accepted submissions that are not accepted do not count.
 *
 * The reports stay true under the limit found: it is not below any time that they hold.
 *
 * A limit that cannot be measured is `unknown`: when interrupted, when none is accepted, and when one got a JE, since a
 * limit from the others could be too low.
 *
 * @param counts Whether the caller will use the reports, see `Entrant`.
 */
export async function findTimeLimit(
  judging: Judging,
  accepted: readonly Submission[],
  counts: boolean,
): Promise<Measured> {
  const { problem, signal } = judging;
  if (problem.timeLimit.kind === 'declared') return { timeLimit: declared(problem.timeLimit), reports: [] };
  judging.emit({ type: 'measuring', problem: problem.id, submissions: accepted.length });
  const stops = (verdict: Verdict): boolean => verdict !== 'AC';
  const entrants = accepted.map((submission) => ({ submission, stops, counts }));
  const reports = await judgeAll(judging, entrants, MEASURING_MS);
  const timeLimit = signal.aborted
    ? unknown('interrupted', 'interrupted')
    : computed(problem.timeLimit, reports);
  return { timeLimit, reports };
}

/** @throws BailiffError INVALID_PROBLEM when there is neither a time limit nor anything to measure it from. */
export function requireTimeLimit({ id, timeLimit }: Problem, accepted: number): void {
  if (timeLimit.kind === 'declared' || accepted > 0) return;
  throw new BailiffError(
    'INVALID_PROBLEM',
    `Cannot find time limit of "${id}": add .timelimit, or a submission in submissions/accepted to measure it from`,
  );
}

function declared({ timeMs, file }: Extract<Problem['timeLimit'], { kind: 'declared' }>): TimeLimitReport {
  return { kind: 'declared', timeMs, wallMs: wallMsOf(timeMs), file };
}

function computed(
  { multiplier, resolutionMs }: Extract<Problem['timeLimit'], { kind: 'computed' }>,
  reports: readonly SubmissionReport[],
): TimeLimitReport {
  const failed = reports.find(({ verdict }) => verdict === 'JE');
  if (failed) return unknown('host', describe(failed));
  const accepted = reports.filter(({ verdict }) => verdict === 'AC');
  const slowest = accepted.sort((a, b) => cpuMsOf(b) - cpuMsOf(a))[0];
  if (!slowest) return unknown('package', reports[0] ? describe(reports[0]) : 'no submission is accepted');
  const slowestMs = cpuMsOf(slowest);
  const timeMs = computeTimeLimitMs(slowestMs, multiplier, resolutionMs);
  return {
    kind: 'computed',
    timeMs,
    wallMs: wallMsOf(timeMs),
    submission: slowest.name,
    slowestMs,
    multiplier,
  };
}

function unknown(cause: 'interrupted' | 'host' | 'package', reason: string): TimeLimitReport {
  return { kind: 'unknown', cause, reason: `time limit not measured: ${reason}` };
}

function describe({ name, verdict, message, cases }: SubmissionReport): string {
  const first = cases.find((each) => each.verdict === verdict);
  return `"${name}" is ${verdict}${first ? ` on ${first.name}` : ''}: ${first?.message || message || 'no reason given'}`;
}

function cpuMsOf({ usage }: SubmissionReport): number {
  return usage?.cpuMs ?? 0;
}
