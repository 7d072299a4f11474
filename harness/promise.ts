import { judgeExpectations } from './expected.js';
import type { PackageSubmission, SubmissionExpectation } from './problem/problem.js';
import type { SubmissionReport } from './report.js';

type PromiseReport = NonNullable<SubmissionReport['promise']>;

/** What was expected of a submission as a whole, and whether it came so. */
export function promiseReport(
  folder: string,
  expectations: readonly SubmissionExpectation[],
  report: SubmissionReport,
): PromiseReport {
  const whole = expectations.find(({ cases }) => cases === undefined);
  const { outcome, reason } = judgeExpectations(expectations, report);
  return { folder, permitted: whole?.permitted ?? [], required: whole?.required ?? [], reason, outcome };
}

/**
 * Whether a submission must be too slow with a margin: what is required of it is TLE and nothing else, or the time
 * limit is said to be below it.
 */
export function mustBeTooSlow(
  { usedForTimeLimit }: PackageSubmission,
  expectations: readonly SubmissionExpectation[],
): boolean {
  if (usedForTimeLimit !== undefined) return usedForTimeLimit === 'upper' || usedForTimeLimit === 'both';
  const required = expectations.find(({ cases }) => cases === undefined)?.required ?? [];
  return required.length > 0 && required.every((verdict) => verdict === 'TLE');
}

/** The report with what came of the run under the time limit × `tleFactor`. */
export function isTooSlowEvenThen(
  report: SubmissionReport,
  slower: SubmissionReport,
  tleFactor: number,
): SubmissionReport {
  const promise = report.promise!;
  if (slower.cases.some(({ verdict }) => verdict === 'TLE')) return report;
  const undecided =
    slower.cases.some(({ verdict }) => verdict === 'JE' || verdict === 'SK') || slower.verdict === 'JE';
  const reason = undecided
    ? `not judged to its end under ${tleFactor} × the time limit`
    : `in time under ${tleFactor} × the time limit`;
  return { ...report, promise: { ...promise, reason, outcome: undecided ? 'undecided' : 'broken' } };
}
