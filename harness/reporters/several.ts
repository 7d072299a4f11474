import type { ProblemHeader, SubmissionReport } from '../report.js';

/** Tells of a submission. `prefix` names it where there are several, for formats that are meant for one. */
export type TellSubmission = (
  problem: ProblemHeader,
  submission: SubmissionReport,
  prefix: string,
) => Promise<void>;

/** Holds the first submission back until it is known whether it is the only one. */
export function namedIfSeveral(tell: TellSubmission): {
  submission(problem: ProblemHeader, submission: SubmissionReport): Promise<void>;
  end(): Promise<void>;
} {
  let held: readonly [ProblemHeader, SubmissionReport] | undefined;
  let several = false;
  const named = ([problem, submission]: readonly [ProblemHeader, SubmissionReport]): Promise<void> =>
    tell(problem, submission, `${problem.id}/${submission.name}: `);
  return {
    submission: async (problem, submission) => {
      if (!several && !held) {
        held = [problem, submission];
        return;
      }
      several = true;
      if (held) await named(held);
      held = undefined;
      await named([problem, submission]);
    },
    end: async () => {
      if (held) await tell(...held, '');
      held = undefined;
    },
  };
}
