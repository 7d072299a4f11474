import { BailiffError, type Enforcement, type Runner } from '../lib/index.js';
import type { OnEvent } from './events.js';
import { judgeUnder } from './judge/judge-all.js';
import type { Judging } from './judge/judging.js';
import { createPool, type Pool } from './judge/pool.js';
import { findTimeLimit, requireTimeLimit } from './judge/time-limit.js';
import { casesOf, type Problem } from './problem/problem.js';
import type { ProblemReport, Report, SubmissionReport, TimeLimitReport } from './report.js';
import { acceptedOf } from './submission/package-submissions.js';
import type { Submission } from './submission/submission.js';
import type { Verdict } from './verdict.js';

/** What `grade()` and `verify()` have in common. */
export interface JudgeOptions {
  /** Runs the programs; stays the caller's to close. */
  readonly runner: Runner;
  /** Programs at the same time. @default the runner's concurrency */
  readonly jobs?: number;
  /** Ends the judging at once. The report then has what was done, its status `interrupted`. */
  readonly signal?: AbortSignal;
  /** Run every case, also those after the one that decided. @default false */
  readonly all?: boolean;
  readonly onEvent?: OnEvent;
}

export interface GradeOptions extends JudgeOptions {
  readonly problem: Problem;
  readonly submissions: readonly Submission[];
}

/**
 * Grades submissions on a problem. Each is compiled once and judged case by case; the first that is not AC decides.
 * A fault of the host is JE on the case that it hit, and nothing else.
 *
 * @throws BailiffError for the caller's faults, most of them before anything runs.
 * @example
 * const problem = await loadProblem('problems/aplusb');
 * const submissions = await findSubmissions(['submissions/']);
 * await using runner = createRunner();
 * const report = await grade({ problem, submissions, runner });
 */
export async function grade(options: GradeOptions): Promise<Report> {
  const { problem, submissions } = options;
  const accepted = problem.timeLimit.kind === 'computed' ? await acceptedOf(problem) : [];
  requireTimeLimit(problem, accepted.length);
  const pool = createPool(options.jobs ?? options.runner.concurrency);
  const stops = (verdict: Verdict): boolean => !options.all && decides(verdict);
  const work = async (judging: Judging): Promise<Findings> => {
    const { timeLimit } = await findTimeLimit(judging, accepted, false);
    judging.emit({ type: 'time-limit', problem: problem.id, timeLimit });
    const entrants = submissions.map((submission) => ({ submission, stops, counts: true }));
    return { timeLimit, submissions: await judgeUnder(judging, timeLimit, entrants) };
  };
  const report = await judgeProblem(problem, options, pool, work, submissions.length);
  refuseUnmeasured(report);
  return { version: 1, command: 'grade', status: statusOf(options.signal), problems: [report] };
}

/** The package is at fault, and nothing of what was asked for could be judged. */
function refuseUnmeasured({ id, timeLimit }: ProblemReport): void {
  if (timeLimit.kind !== 'unknown' || timeLimit.cause !== 'package') return;
  throw new BailiffError('INVALID_PROBLEM', `Cannot grade on "${id}": ${timeLimit.reason}`);
}

/** What the judging of one problem found. */
export interface Findings {
  readonly timeLimit: TimeLimitReport;
  readonly submissions: readonly SubmissionReport[];
}

/** Judges one problem by `work`, and puts what was found into a report. */
export async function judgeProblem(
  problem: Problem,
  options: JudgeOptions,
  pool: Pool,
  work: (judging: Judging) => Promise<Findings>,
  submissions: number,
): Promise<ProblemReport> {
  let enforcement: Enforcement | undefined;
  const emit = options.onEvent ?? (() => {});
  const cases = casesOf(problem.data);
  emit({ type: 'problem-started', problem: problem.id, submissions, cases: cases.length });
  const findings = await work({
    problem,
    cases,
    runner: options.runner,
    pool,
    signal: options.signal ?? new AbortController().signal,
    emit,
    onEnforcement: (held) => {
      enforcement = held;
    },
  });
  const { id, name, warnings, limits } = problem;
  const { memoryBytes, outputBytes } = limits;
  return { id, name, memoryBytes, outputBytes, enforcement, warnings, ...findings };
}

export function statusOf(signal: AbortSignal | undefined): Report['status'] {
  return signal?.aborted ? 'interrupted' : 'complete';
}

/** The first verdict that is not AC is the submission's; a judge error says nothing of it, so its cases go on. */
function decides(verdict: Verdict): boolean {
  return verdict !== 'AC' && verdict !== 'JE';
}
