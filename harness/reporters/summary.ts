import type { ProblemReport, Report, SubmissionReport } from '../report.js';
import { VERDICTS } from '../verdict.js';
import type { Paint } from './paint.js';

/** One line on the whole report: how many submissions, and how they came out. */
export function summary(report: Report, paint: Paint): string {
  const submissions = report.problems.flatMap((problem) => problem.submissions);
  const head = `${submissions.length} submission${submissions.length === 1 ? '' : 's'}`;
  const parts = report.command === 'verify' ? countPromises(submissions, paint) : countVerdicts(submissions);
  return `${head}: ${parts.join(', ') || 'nothing to judge'}`;
}

/** What held the limits, when it was weaker than the kernel's own accounting. */
export function enforcementNote(enforcement: ProblemReport['enforcement']): string | undefined {
  if (!enforcement) return undefined;
  const weaker = (['cpu', 'memory', 'processes'] as const).filter((limit) => enforcement[limit] !== 'cgroup');
  const parts = weaker.map(
    (limit) => `${limit} by ${enforcement[limit] === 'none' ? 'nothing' : enforcement[limit]}`,
  );
  if (!enforcement.ownUid) parts.push('no user id of its own for the program');
  return parts.length > 0
    ? `limits held weaker than by cgroups: ${parts.join(', ')}; see bailiff doctor`
    : undefined;
}

function countVerdicts(submissions: readonly SubmissionReport[]): readonly string[] {
  return VERDICTS.map(
    (verdict) => [verdict, submissions.filter((each) => each.verdict === verdict).length] as const,
  )
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${count} ${verdict}`);
}

function countPromises(submissions: readonly SubmissionReport[], paint: Paint): readonly string[] {
  const count = (outcome: string): number =>
    submissions.filter(({ promise }) => promise?.outcome === outcome).length;
  const parts = [
    [count('kept'), 'as promised', 'green'],
    [count('broken'), 'not as promised', 'red'],
    [count('undecided'), 'undecided', 'yellow'],
  ] as const;
  return parts
    .filter(([number]) => number > 0)
    .map(([number, text, colour]) => paint(colour, `${number} ${text}`));
}
