import type { Verdict } from '../verdict.js';

/** A submission that the package brings. */
export interface PackageSubmission {
  /** Path below `submissions/`, e.g. `wrong_answer/off_by_one.py`. */
  readonly name: string;
  /** The folder it is in, e.g. `wrong_answer`. */
  readonly promise: string;
  /** Absolute path of the file, or of the folder when it has several files. */
  readonly path: string;
  /** What is expected of it, where more is said than by the folder: see expected.ts. */
  readonly expectations?: readonly SubmissionExpectation[];
  /** Canonical name of the language and path of the entry, where the package says so. */
  readonly language?: string;
  readonly entry?: string;
  /** Whether the time limit is measured by it. @default by the folder: only `accepted` */
  readonly usedForTimeLimit?: 'lower' | 'upper' | 'both' | 'no';
}

/** What is expected of the cases that `cases` matches. Verdicts and scores as in expected.ts. */
export interface SubmissionExpectation {
  /** Glob over names of cases and groups, relative to `data/`: `*` stays within a folder. `undefined`: all. */
  readonly cases: string | undefined;
  readonly permitted?: readonly Verdict[];
  readonly required?: readonly Verdict[];
  /** What the submission itself may come to, whatever its cases. */
  readonly verdict?: readonly Verdict[];
  /** Closed interval. */
  readonly score?: readonly [number, number];
  /** Must be in some message of a checker. */
  readonly message?: string;
}
