import { BailiffError } from '../lib/index.js';
import { keeps, type Promised, promiseOf, settles } from './expected.js';
import { type Findings, type JudgeOptions, judgeProblem, statusOf } from './grade.js';
import { judgeUnder } from './judge/judge-all.js';
import type { Judging } from './judge/judging.js';
import { createPool } from './judge/pool.js';
import { findTimeLimit, requireTimeLimit } from './judge/time-limit.js';
import type { Problem } from './problem/problem.js';
import type { ProblemReport, Report, SubmissionReport } from './report.js';
import { type Promising, packageSubmissions } from './submission/package-submissions.js';
import type { Verdict } from './verdict.js';

export interface VerifyOptions extends JudgeOptions {
  readonly problems: readonly Problem[];
}

/**
 * Judges the submissions that problems bring against what the folders they are in promise: `accepted`,
 * `wrong_answer`, `time_limit_exceeded` and so on. Each is judged until a case breaks its promise, or shows the
 * verdict that it requires; with `all`, on every case.
 *
 * @throws BailiffError as `grade()` does, and INVALID_PROBLEM for a problem without submissions.
 */
export async function verify(options: VerifyOptions): Promise<Report> {
  const pool = createPool(options.jobs ?? options.runner.concurrency);
  const entries = await Promise.all(options.problems.map(enter));
  const problems: ProblemReport[] = [];
  for (const { problem, entrants } of entries) {
    if (options.signal?.aborted) break;
    const work = (judging: Judging) => verifyProblem(judging, entrants, options.all ?? false);
    problems.push(await judgeProblem(problem, options, pool, work, entrants.length));
  }
  return { version: 1, command: 'verify', status: statusOf(options.signal), problems };
}

/** A submission and the promise of its folder. */
interface Entered extends Promising {
  readonly promised: Promised;
}

/** Looks at every submission before anything runs. Folders that promise nothing known are warned of, not judged. */
async function enter(problem: Problem): Promise<{ problem: Problem; entrants: readonly Entered[] }> {
  const found = await packageSubmissions(problem, (folder) => promiseOf(folder) !== undefined);
  if (found.length === 0)
    throw new BailiffError('INVALID_PROBLEM', `Cannot verify "${problem.id}": it has no submissions`);
  const unknown = new Set(
    problem.submissions.map(({ promise }) => promise).filter((folder) => !promiseOf(folder)),
  );
  const passedOver = [...unknown].map(
    (folder) => `"submissions/${folder}" is passed over: it promises no verdict`,
  );
  const accepted = found.filter(({ folder }) => folder === 'accepted');
  requireTimeLimit(problem, accepted.length);
  const missing = accepted.length > 0 ? [] : ['there is no submission in submissions/accepted'];
  return {
    problem: { ...problem, warnings: [...problem.warnings, ...passedOver, ...missing] },
    entrants: found.map((each) => ({ ...each, promised: promiseOf(each.folder)! })),
  };
}

async function verifyProblem(
  judging: Judging,
  entrants: readonly Entered[],
  all: boolean,
): Promise<Findings> {
  const accepted = entrants.filter(({ folder }) => folder === 'accepted').map(({ submission }) => submission);
  const { timeLimit, reports } = await findTimeLimit(judging, accepted, true);
  judging.emit({ type: 'time-limit', problem: judging.problem.id, timeLimit });
  const measured = new Map(reports.map((report, index) => [accepted[index], report]));
  const rest = entrants.filter(({ submission }) => !measured.has(submission));
  const judged = await judgeUnder(
    judging,
    timeLimit,
    rest.map(({ submission, promised }) => ({
      submission,
      stops: (verdict: Verdict) => !all && settles(promised, verdict),
      counts: true,
    })),
  );
  const byEntry = new Map([
    ...measured,
    ...judged.map((report, index) => [rest[index]!.submission, report] as const),
  ]);
  return {
    timeLimit,
    submissions: entrants.map((entry) => withPromise(byEntry.get(entry.submission)!, entry)),
  };
}

function withPromise(report: SubmissionReport, { folder, promised }: Entered): SubmissionReport {
  return { ...report, promise: { folder, ...promised, outcome: outcomeOf(report, promised) } };
}

/** Broken by what was seen; else undecided after a judge error, or when the judging was cut before it could tell. */
function outcomeOf({ verdict, cases }: SubmissionReport, promised: Promised): Outcome {
  const verdicts = [verdict, ...cases.map((each) => each.verdict)];
  const evidence = verdicts.filter((each) => each !== 'JE' && each !== 'SK');
  if (evidence.some((each) => !promised.permitted.includes(each))) return 'broken';
  if (verdicts.includes('JE')) return 'undecided';
  if (keeps(promised, evidence)) return 'kept';
  return verdicts.includes('SK') ? 'undecided' : 'broken';
}

type Outcome = NonNullable<SubmissionReport['promise']>['outcome'];
