import type { TestCase } from '../problem/problem.js';
import type { SubmissionReport } from '../report.js';
import { type CaseOutcome, createNeeds } from '../scoring/index.js';
import { type FindOut, judgeCase } from './judge-case.js';
import type { Entrant, JudgedCase, Judging } from './judging.js';
import { reportSubmission } from './report-submission.js';
import { inOrder, type Lazy } from './schedule.js';

/** How the cases of a submission that can be run are judged. */
export interface CasesOf {
  /** CPU time that is in time, for its language. */
  readonly timeMs: number;
  /** Judges one case once. */
  findOut(testCase: TestCase): FindOut;
}

/** Judges a submission's cases, those that matter, and folds them. @throws what is the caller's fault */
export async function judgeCases(
  judging: Judging,
  { submission, stops }: Entrant,
  { timeMs, findOut }: CasesOf,
): Promise<SubmissionReport> {
  const { problem, emit, memory, pool, signal } = judging;
  const judged = await inOrder(problem.cases, {
    pool,
    signal,
    run: async (testCase, own) => {
      const known = memory?.recall(testCase.name);
      const result = known ?? (await judgeCase(judging, testCase, timeMs, findOut(testCase), own));
      if (own.aborted) return result;
      if (!known) memory?.keep(testCase.name, result);
      emit({
        type: 'case-finished',
        problem: problem.id,
        submission: submission.name,
        result: result.report,
      });
      return result;
    },
    stops: ({ report }) => stops?.(report.verdict) ?? false,
    lazy: () => lazyBy(judging),
  });
  return reportSubmission(judging, submission, judged);
}

/** What the problem's groups still wait for. */
function lazyBy({ problem, all }: Judging): Lazy<TestCase, JudgedCase> {
  if (all) return { note: () => {}, isNeeded: () => true };
  const needs = createNeeds(problem.root);
  const outcomes = new Map<string, CaseOutcome>();
  return {
    note: ({ name }, { outcome }) => outcomes.set(name, outcome),
    isNeeded: ({ name }) => needs.isNeeded(name, outcomes),
  };
}
