import { judgeOne, type Kept } from './expectation.js';
import type { PackageSubmission, SubmissionExpectation } from './problem/problem.js';
import { promiseOf } from './promises.js';
import type { SubmissionReport } from './report.js';
import type { Verdict } from './verdict.js';

/** Whether what was expected came. `undecided`: interrupted, or a judge error. */
export interface Outcome {
  readonly outcome: 'kept' | 'broken' | 'undecided';
  /** What was not as expected, or could not be told; empty when kept. */
  readonly reason: string;
}

/**
 * What is expected of a package's submission: what the package says of it, else what its folder promises. `undefined`
 * when neither says anything that is known: then there is nothing to verify.
 */
export function expectationsOf({
  promise,
  expectations,
}: Pick<PackageSubmission, 'promise' | 'expectations'>): readonly SubmissionExpectation[] | undefined {
  if (expectations) return expectations.length > 0 ? expectations : undefined;
  const promised = promiseOf(promise);
  return promised && [{ cases: undefined, ...promised }];
}

/**
 * Compares what is expected of a submission with its report. All expectations must hold: of those for some cases, on
 * these cases. What is broken beats what is undecided. Pure.
 */
export function judgeExpectations(
  expectations: readonly SubmissionExpectation[],
  report: SubmissionReport,
): Outcome {
  const results = expectations.map((expectation): Kept => {
    const judged = judgeOne(expectation, report);
    return judged.outcome === 'kept' && isCutShort(expectation, report)
      ? { outcome: 'undecided', reason: 'not judged to its end' }
      : judged;
  });
  const worst =
    results.find(({ outcome }) => outcome === 'broken') ??
    results.find(({ outcome }) => outcome === 'undecided');
  return worst ?? { outcome: 'kept', reason: '' };
}

/**
 * Whether a case with this verdict settles what is expected as far as judging in order goes: it breaks it, or shows
 * what is required. AC settles nothing, unless it is not permitted: later cases may differ. Nor does JE: it says
 * nothing about the submission. Expectations of scores, messages or some cases are settled by being broken only.
 */
export function settles(expectations: readonly SubmissionExpectation[], verdict: Verdict): boolean {
  if (verdict === 'JE' || verdict === 'SK') return false;
  const whole = expectations.filter(({ cases }) => cases === undefined);
  if (whole.some(({ permitted }) => permitted && !permitted.includes(verdict))) return true;
  return expectations.every((expectation) => isShownBy(expectation, verdict));
}

/** Whether this case alone shows the expectation to be kept, whatever comes after it. */
function isShownBy(
  { cases, required, verdict: own, score, message }: SubmissionExpectation,
  verdict: Verdict,
): boolean {
  if ([cases, own, score, message].some((each) => each !== undefined)) return false;
  return verdict !== 'AC' && (required?.includes(verdict) ?? false);
}

/** Whether cases were skipped although nothing that was judged had settled the expectation. */
function isCutShort(expectation: SubmissionExpectation, report: SubmissionReport): boolean {
  if (expectation.cases !== undefined || report.verdict === 'CE') return false;
  if (!report.cases.some(({ verdict }) => verdict === 'SK')) return false;
  return !report.cases.some(({ verdict }) => settles([expectation], verdict));
}
