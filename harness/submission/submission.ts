/** A source file of a submission that was looked at, not yet read. */
export interface SubmissionFile {
  /** Relative to the submission, with forward slashes. */
  readonly path: string;
  /** Absolute, no symlink on the way. */
  readonly source: string;
  readonly sizeBytes: number;
}

/** What somebody handed in: one file, or a folder of several. */
export interface Submission {
  /** As it is shown, e.g. `alice.py` or `wrong_answer/off_by_one.py`. */
  readonly name: string;
  /** Canonical name of the language. */
  readonly language: string;
  /** The entry, one of `files`. */
  readonly main: string;
  readonly files: readonly SubmissionFile[];
}

/** Most that a submission may have. */
export const SUBMISSION_CAPS = { files: 500, bytes: 32 * 2 ** 20, depth: 16 } as const;
