import type { SuiteTask } from '../problem/problem.js';
import type { SubmissionReport } from '../report.js';
import { readSources } from '../submission/read.js';
import { judgeSuite } from '../suite/judge-suite.js';
import type { NotBuilt } from './build-program.js';
import { explainCompile } from './explain.js';
import type { Entrant, Judging } from './judging.js';
import { compileLimits, runLimits } from './limits.js';
import { reportSubmission } from './report-submission.js';

/** Judges a submission by a suite of unit tests: one run, a case for each test. @throws what is the caller's fault */
export async function judgeUnitTests(
  judging: Judging,
  { submission }: Entrant,
  task: SuiteTask,
  timeMs: number,
): Promise<SubmissionReport | NotBuilt> {
  const { problem, runner, signal, emit } = judging;
  const outcome = await judgeSuite({
    problem,
    task,
    runner,
    signal,
    sources: [...(await readSources(submission))],
    limits: runLimits(problem.limits, timeMs),
    compileLimits: compileLimits(problem.limits),
  });
  if (outcome.status === 'compile-failed') return { verdict: 'CE', message: explainCompile(outcome) };
  judging.onEnforcement(outcome.run.enforcement);
  for (const result of outcome.cases)
    emit({ type: 'case-finished', problem: problem.id, submission: submission.name, result });
  const judged = outcome.cases.map((report) => ({ report, outcome: { verdict: report.verdict } }));
  return reportSubmission(judging, submission, judged);
}
