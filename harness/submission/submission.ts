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
  /** Canonical name of the language; `text` for answers that are handed in as files; empty with a `fault`. */
  readonly language: string;
  /** The entry, one of `files`; empty where there is none. */
  readonly main: string;
  readonly files: readonly SubmissionFile[];
  /** Why there is nothing to judge: then it is CE with this message, and no reason to stop grading the others. */
  readonly fault?: string;
  /** Of the package's own: what `{{name}}` stands for in its sources. What others hand in is taken as it is. */
  readonly constants?: Readonly<Record<string, string>>;
}

/** Submissions that are looked at only when they are asked for. May be gone through more than once. */
export interface SubmissionSource extends AsyncIterable<Submission> {
  /** How many there are. */
  readonly length: number;
}

/** Submissions in memory, or those of a source. */
export type Submissions = readonly Submission[] | SubmissionSource;

/** Most that a submission may have. */
export const SUBMISSION_CAPS = { files: 500, bytes: 32 * 2 ** 20, depth: 16 } as const;

/** The language of submissions that are answers, not programs. */
export const TEXT = 'text';
