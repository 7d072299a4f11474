import type { SubmissionReport } from '../report.js';

/**
 * A submission in one line: a broken promise, then the first case that has its verdict and what was said there. After
 * that what else is to be known: `≈` names a case that was measured twice because it was near a limit.
 */
export function noteOf(submission: SubmissionReport): string {
  const { promise, cases, duplicateOf } = submission;
  const broken =
    promise?.outcome === 'broken' ? promise.reason || `promised ${promise.required.join(' or ')}` : '';
  const near = cases.find(({ borderline }) => borderline);
  return joined('; ', [
    broken,
    reasonOf(submission),
    near ? `≈ ${near.name}` : '',
    duplicateOf ? `same as ${duplicateOf}` : '',
  ]);
}

function reasonOf({ verdict, message, cases }: SubmissionReport): string {
  const deciding = verdict === 'AC' ? undefined : cases.find((each) => each.verdict === verdict);
  if (!deciding || verdict === 'SK') return headOf(message);
  return joined(': ', [deciding.name, deciding.message || (deciding.teamMessage ?? '')]);
}

/** Compilers say first where they are: the line with the error tells more. */
function headOf(message: string): string {
  const lines = message.split('\n');
  return lines.find((line) => /\berror\b/i.test(line)) ?? lines[0]!;
}

function joined(separator: string, parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(separator);
}
