import { BailiffError } from '../lib/index.js';
import { type GradeRun, startRun } from './batch/grade-run.js';
import { judgeBatch } from './batch/judge-batch.js';
import type { Assignment, Tell } from './batch/judge-problem.js';
import type { JudgeOptions } from './batch/options.js';
import { judgeUnder } from './judge/judge-all.js';
import type { Entrant, Judging } from './judge/judging.js';
import { findTimeLimit, measuredBy, requireTimeLimit } from './judge/time-limit.js';
import type { Problem } from './problem/problem.js';
import type { TimeLimitReport } from './report.js';
import { createDuplicates } from './submission/duplicates.js';
import type { Submission, Submissions } from './submission/submission.js';

export interface GradeOptions extends JudgeOptions {
  /** One problem, or several. Each is judged with all its submissions before the next. */
  readonly problem?: Problem;
  readonly problems?: readonly Problem[];
  /** Those to every problem, or a function that has those to each. */
  readonly submissions: Submissions | ((problem: Problem) => Submissions);
}

/**
 * Grades submissions on problems. Each is compiled once and judged case by case, as far as the problem's groups need
 * it. A fault of the host is JE on the case that it hit, and nothing else.
 *
 * @returns a promise of the report that can also be gone through for its events, see {@link GradeRun}.
 * @throws BailiffError for the caller's faults, most of them before anything runs.
 * @example
 * const problem = await loadProblem('problems/aplusb');
 * const submissions = await findSubmissions(['submissions/']);
 * await using runner = createRunner();
 * const report = await grade({ problem, submissions, runner });
 */
export function grade(options: GradeOptions): GradeRun {
  return startRun(options, (running) =>
    judgeBatch('grade', options, running, () =>
      Promise.all(problemsOf(options).map((each) => assign(each, options))),
    ),
  );
}

function problemsOf({ problem, problems = [] }: GradeOptions): readonly Problem[] {
  const all = problem ? [problem, ...problems] : problems;
  if (all.length > 0) return all;
  throw new BailiffError('INVALID_OPTIONS', 'Cannot grade: name a problem, or several');
}

async function assign(problem: Problem, { submissions: given }: GradeOptions): Promise<Assignment> {
  const submissions = typeof given === 'function' ? given(problem) : given;
  const measuring = problem.timeLimit.kind === 'computed' ? await measuredBy(problem) : [];
  requireTimeLimit(problem, measuring.length);
  return {
    problem,
    submissions: submissions.length,
    judge: (judging, tell) => gradeOn(judging, submissions, measuring, tell),
  };
}

async function gradeOn(
  judging: Judging,
  submissions: Submissions,
  measuring: readonly Submission[],
  tell: Tell,
): Promise<void> {
  const { timeLimit } = await findTimeLimit(judging, measuring, { counts: false, all: false });
  refuseUnmeasured(judging.problem, timeLimit);
  tell.timeLimit(timeLimit);
  const duplicates = createDuplicates();
  await judgeUnder(judging, timeLimit, entrants(submissions), {
    deliver: ({ report, digest }) =>
      tell.submission({ ...report, duplicateOf: duplicates.of(report.name, digest) }),
  });
}

async function* entrants(submissions: Submissions): AsyncGenerator<Entrant> {
  for await (const submission of submissions) yield { submission, counts: true };
}

/** The package is at fault, and nothing of what was asked for could be judged. */
function refuseUnmeasured({ id }: Problem, timeLimit: TimeLimitReport): void {
  if (timeLimit.kind !== 'unknown' || timeLimit.cause !== 'package') return;
  throw new BailiffError('INVALID_PROBLEM', `Cannot grade on "${id}": ${timeLimit.reason}`);
}
