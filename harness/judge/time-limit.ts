import { BailiffError } from '../../lib/index.js';
import type { PackageSubmission, Problem } from '../problem/problem.js';
import { computeTimeLimitMs } from '../problem/time-limit.js';
import type { SubmissionReport, TimeLimitReport } from '../report.js';
import { packageSubmissions } from '../submission/package-submissions.js';
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
  /** Empty when the limit is declared. */
  readonly reports: ReadonlyMap<Submission, SubmissionReport>;
}

export interface Measuring {
  /** Whether the caller will use the reports, see `Entrant`. */
  readonly counts: boolean;
  /** Run every case, also of a submission that has failed. */
  readonly all: boolean;
}

/**
 * The time limit of a problem: as declared, or measured by running `submissions` on all cases. Those that are not
 * accepted do not count.
 *
 * The reports stay true under the limit found: it is not below any time that they hold.
 *
 * A limit that cannot be measured is `unknown`: when interrupted, when none is accepted, and when one got a JE, since a
 * limit from the others could be too low.
 */
export async function findTimeLimit(
  judging: Judging,
  submissions: readonly Submission[],
  { counts, all }: Measuring,
): Promise<Measured> {
  const { problem, signal, emit } = judging;
  const reports = new Map<Submission, SubmissionReport>();
  if (problem.timeLimit.kind === 'declared') return { timeLimit: declared(problem.timeLimit), reports };
  emit({ type: 'measuring', problem: problem.id, submissions: submissions.length });
  const stops = all ? undefined : (verdict: Verdict): boolean => verdict !== 'AC';
  const entrants = submissions.map((submission) => ({ submission, stops, counts }));
  await judgeAll({ ...judging, all: true }, entrants, MEASURING_MS, {
    deliver: ({ entrant, report }) => {
      reports.set(entrant.submission, report);
    },
  });
  const timeLimit = signal.aborted
    ? unknown('interrupted', 'interrupted')
    : computed(problem, problem.timeLimit, [...reports.values()]);
  return { timeLimit, reports };
}

/** The package's submissions that a time limit is measured by: the accepted ones, unless it says otherwise. */
export async function measuredBy(problem: Problem): Promise<readonly Submission[]> {
  const found = await packageSubmissions(problem, isMeasuredBy);
  return found.map(({ submission }) => submission);
}

export function isMeasuredBy({ promise, usedForTimeLimit }: PackageSubmission): boolean {
  if (usedForTimeLimit === undefined) return promise === 'accepted';
  return usedForTimeLimit === 'lower' || usedForTimeLimit === 'both';
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
  { limits }: Problem,
  { multiplier, resolutionMs }: Extract<Problem['timeLimit'], { kind: 'computed' }>,
  reports: readonly SubmissionReport[],
): TimeLimitReport {
  const failed = reports.find(({ verdict }) => verdict === 'JE');
  if (failed) return unknown('host', describe(failed));
  const slow = ({ usage, language }: SubmissionReport): number =>
    (usage?.cpuMs ?? 0) / (limits.timeFactors[language] ?? 1);
  const accepted = reports.filter(({ verdict }) => verdict === 'AC');
  const slowest = accepted.sort((a, b) => slow(b) - slow(a))[0];
  if (!slowest) return unknown('package', reports[0] ? describe(reports[0]) : 'no submission is accepted');
  const timeMs = computeTimeLimitMs(slow(slowest), multiplier, resolutionMs);
  return {
    kind: 'computed',
    timeMs,
    wallMs: wallMsOf(timeMs),
    submission: slowest.name,
    slowestMs: slow(slowest),
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
