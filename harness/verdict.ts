import type { LimitExceeded, StepResult } from '../lib/index.js';

/**
 * The judge's opinion. AC accepted, WA wrong answer, PAC partially accepted, CE compile error, RTE run-time
 * error, TLE / MLE / OLE time, memory, output limit exceeded, JE judge error (ours, never the contestant's),
 * SK skipped: not judged, because an earlier case decided or the grading was interrupted.
 */
export const VERDICTS = ['AC', 'WA', 'PAC', 'CE', 'RTE', 'TLE', 'MLE', 'OLE', 'JE', 'SK'] as const;

export type Verdict = (typeof VERDICTS)[number];

/** What the verdict of a run depends on. Every `StepResult` is one. */
export type Ending = { readonly usage: Pick<StepResult['usage'], 'cpuMs'> } & (
  | { readonly status: 'exited'; readonly exitCode: number }
  | { readonly status: 'signaled'; readonly signal: string }
  | { readonly status: 'limit-exceeded'; readonly limit: LimitExceeded['limit'] }
);

/**
 * The verdict that a run has earned by how it ended, or `undefined` when only a checker can tell: it ended by
 * itself with exit code 0 and in time.
 *
 * A limit that ended the run decides first. Then time: by the final CPU time against the limit, whoever ended the
 * program and however (a program that overran it within the enforcer's slack was still too slow). Then the exit.
 *
 * @param timeMs CPU time limit of the problem.
 */
export function verdictOfRun(result: Ending, timeMs: number): Verdict | undefined {
  if (result.status === 'limit-exceeded') return LIMIT_VERDICTS[result.limit];
  if (result.usage.cpuMs > timeMs) return 'TLE';
  return result.status === 'exited' && result.exitCode === 0 ? undefined : 'RTE';
}

const LIMIT_VERDICTS: Readonly<Record<LimitExceeded['limit'], Verdict>> = {
  cpu: 'TLE',
  wall: 'TLE',
  memory: 'MLE',
  output: 'OLE',
};

/**
 * The verdict of a pass-fail submission over its cases in order: the first that is not AC, else AC. That is the
 * rule of the CLICS contest control system specification for several test files, and what DOMjudge and BAPCtools
 * do. SK counts as not AC, so a submission whose judging was cut short before any failure is SK.
 */
export function foldVerdicts(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.length === 0) return 'SK';
  return verdicts.find((verdict) => verdict !== 'AC') ?? 'AC';
}
