import type { Report } from './report.js';
import type { Verdict } from './verdict.js';

/**
 * The exit status of `bailiff grade` and `bailiff verify`: 130 interrupted, 3 a judge error, 1 a promise not
 * kept or a verdict outside `require`, else 0. The first that applies.
 *
 * @param require Verdicts of which every submission must have one. Empty: any will do.
 */
export function exitStatusOf(report: Report, require: readonly Verdict[] = []): number {
  const submissions = report.problems.flatMap((problem) => problem.submissions);
  if (report.status === 'interrupted') return 130;
  if (
    submissions.some(({ verdict, cases }) => verdict === 'JE' || cases.some((each) => each.verdict === 'JE'))
  )
    return 3;
  if (submissions.some(({ promise }) => promise?.outcome === 'broken')) return 1;
  return require.length > 0 && submissions.some(({ verdict }) => !require.includes(verdict)) ? 1 : 0;
}
