import { BailiffError } from '../lib/index.js';
import { type GradeRun, startRun } from './batch/grade-run.js';
import { judgeBatch } from './batch/judge-batch.js';
import type { Assignment, Tell } from './batch/judge-problem.js';
import type { JudgeOptions } from './batch/options.js';
import { expectationsOf, settles } from './expected.js';
import { type Judged, judgeOne, judgeUnder } from './judge/judge-all.js';
import type { Entrant, Judging } from './judge/judging.js';
import { findTimeLimit, isMeasuredBy, requireTimeLimit } from './judge/time-limit.js';
import type { PackageSubmission, Problem, SubmissionExpectation } from './problem/problem.js';
import { isTooSlowEvenThen, mustBeTooSlow, promiseReport } from './promise.js';
import type { SubmissionReport } from './report.js';
import { packageSubmissions } from './submission/package-submissions.js';
import type { Submission } from './submission/submission.js';
import type { Verdict } from './verdict.js';

export interface VerifyOptions extends JudgeOptions {
  readonly problems: readonly Problem[];
}

/**
 * Judges the submissions that problems bring against what is expected of them: by the folders they are in
 * (`accepted`, `wrong_answer`, `time_limit_exceeded` and so on), by `submissions.yaml`, or by their own annotations.
 * Each is judged until a case settles what is expected; with `all`, on every case. Those that must be too slow are
 * judged once more under the time limit × the problem's `tleFactor`, and must be too slow there, too.
 *
 * @returns a promise of the report that can also be gone through for its events, see {@link GradeRun}.
 * @throws BailiffError as `grade()` does, and INVALID_PROBLEM for a problem without submissions.
 */
export function verify(options: VerifyOptions): GradeRun {
  return startRun(options, (running) =>
    judgeBatch('verify', options, running, () =>
      Promise.all(options.problems.map((problem) => assign(problem, options.all ?? false))),
    ),
  );
}

/** A submission of the package, and what is expected of it. */
interface Entered extends Entrant {
  readonly origin: PackageSubmission;
  readonly expectations: readonly SubmissionExpectation[];
}

/** Looks at every submission before anything runs. Those of which nothing is expected are warned of, not judged. */
async function assign(problem: Problem, all: boolean): Promise<Assignment> {
  const found = await packageSubmissions(problem, (each) => expectationsOf(each) !== undefined);
  if (found.length === 0)
    throw new BailiffError('INVALID_PROBLEM', `Cannot verify "${problem.id}": it has no submissions`);
  const measuring = found.filter(({ origin }) => isMeasuredBy(origin)).map(({ submission }) => submission);
  requireTimeLimit(problem, measuring.length);
  const entrants = found.map(({ submission, origin }) => enter(submission, origin, all));
  return {
    problem: { ...problem, warnings: [...problem.warnings, ...warningsOn(problem)] },
    submissions: entrants.length,
    judge: (judging, tell) => verifyOn({ ...judging, all: true }, entrants, measuring, all, tell),
  };
}

function enter(submission: Submission, origin: PackageSubmission, all: boolean): Entered {
  const expectations = expectationsOf(origin)!;
  const stops = all ? undefined : (verdict: Verdict): boolean => settles(expectations, verdict);
  return { submission, origin, expectations, counts: true, stops };
}

function warningsOn({ submissions }: Problem): readonly string[] {
  const unknown = new Set(submissions.filter((each) => !expectationsOf(each)).map(({ promise }) => promise));
  const passedOver = [...unknown].map(
    (folder) => `"submissions/${folder}" is passed over: it promises no verdict`,
  );
  const accepted = submissions.some(({ promise }) => promise === 'accepted');
  return accepted ? passedOver : [...passedOver, 'there is no submission in submissions/accepted'];
}

async function verifyOn(
  judging: Judging,
  entrants: readonly Entered[],
  measuring: readonly Submission[],
  all: boolean,
  tell: Tell,
): Promise<void> {
  const { timeLimit, reports } = await findTimeLimit(judging, measuring, { counts: true, all });
  tell.timeLimit(timeLimit);
  await judgeUnder(judging, timeLimit, entrants, {
    judge: (within, entrant, timeMs) => verifyOne(within, entrant, timeMs, reports.get(entrant.submission)),
    deliver: ({ entrant, report }) => {
      const measured = reports.get(entrant.submission);
      return tell.submission(report.promise ? report : withPromise(measured ?? report, entrant));
    },
  });
}

async function verifyOne(
  judging: Judging,
  entrant: Entered,
  timeMs: number,
  measured: SubmissionReport | undefined,
): Promise<Judged<Entered>> {
  const judged = measured ? { entrant, report: measured } : await judgeOne(judging, entrant, timeMs);
  const report = withPromise(judged.report, entrant);
  const { tleFactor } = judging.problem.timeLimit;
  if (report.promise?.outcome !== 'kept' || !mustBeTooSlow(entrant.origin, entrant.expectations))
    return { ...judged, report };
  if (tleFactor <= 1 || judging.signal.aborted) return { ...judged, report };
  const again: Entered = { ...entrant, counts: false, stops: (verdict) => verdict === 'TLE' };
  const slower = await judgeOne(judging, again, timeMs * tleFactor);
  return { ...judged, report: isTooSlowEvenThen(report, slower.report, tleFactor) };
}

function withPromise(report: SubmissionReport, { origin, expectations }: Entered): SubmissionReport {
  return { ...report, promise: promiseReport(origin.promise, expectations, report) };
}
