import type { Report, SubmissionReport } from './report.js';
import type { Reporter } from './reporters/reporter.js';
import type { Verdict } from './verdict.js';

/** A reporter that knows the exit status in the end. */
export interface ExitStatus extends Reporter {
  /** The exit status of what was told so far. */
  status(): number;
}

/**
 * Finds the exit status of `bailiff grade` and `bailiff verify`: 130 interrupted, 3 a judge error, 1 a promise not
 * kept or a verdict outside `require`, else 0. The first that applies.
 *
 * @param require Verdicts of which every submission must have one. Empty: any will do.
 */
export function createExitStatus(require: readonly Verdict[] = []): ExitStatus {
  const seen = { interrupted: false, judgeError: false, unmet: false };
  return {
    submission: (_problem, submission) => {
      seen.judgeError ||= hasJudgeError(submission);
      seen.unmet ||= isUnmet(submission, require);
    },
    end: ({ status }) => {
      seen.interrupted = status === 'interrupted';
    },
    status: () => (seen.interrupted ? 130 : seen.judgeError ? 3 : seen.unmet ? 1 : 0),
  };
}

/** The exit status for a whole report: see {@link createExitStatus}. */
export function exitStatusOf(report: Report, require: readonly Verdict[] = []): number {
  const seen = createExitStatus(require);
  for (const { submissions, ...problem } of report.problems)
    for (const submission of submissions) seen.submission?.(problem, submission);
  seen.end?.(report);
  return seen.status();
}

function hasJudgeError({ verdict, cases }: SubmissionReport): boolean {
  return verdict === 'JE' || cases.some((each) => each.verdict === 'JE');
}

function isUnmet({ promise, verdict }: SubmissionReport, require: readonly Verdict[]): boolean {
  return promise?.outcome === 'broken' || (require.length > 0 && !require.includes(verdict));
}
