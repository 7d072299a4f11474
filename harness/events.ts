import type { CaseReport, SubmissionReport, TimeLimitReport } from './report.js';

/** What `grade()` and `verify()` tell while they work. `problem` is the problem's id. */
export type GradeEvent =
  /** What the package leaves to be made is being made: inputs by its generators, answers by its main solution. */
  | { readonly type: 'preparing'; readonly problem: string }
  /** `cases` for each of the `submissions`. */
  | {
      readonly type: 'problem-started';
      readonly problem: string;
      readonly submissions: number;
      readonly cases: number;
    }
  /** The time limit is being measured: that many accepted submissions run first. */
  | { readonly type: 'measuring'; readonly problem: string; readonly submissions: number }
  | { readonly type: 'time-limit'; readonly problem: string; readonly timeLimit: TimeLimitReport }
  | { readonly type: 'submission-started'; readonly problem: string; readonly submission: string }
  | {
      readonly type: 'case-finished';
      readonly problem: string;
      readonly submission: string;
      readonly result: CaseReport;
    }
  /** `counts` is false for a run that only measures: its report will not be in the result. */
  | {
      readonly type: 'submission-finished';
      readonly problem: string;
      readonly report: SubmissionReport;
      readonly counts: boolean;
    };

export type OnEvent = (event: GradeEvent) => void;
