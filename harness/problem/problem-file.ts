/** A file that a problem brings. */
export interface ProblemFile {
  /** Where it belongs, relative, with forward slashes. */
  readonly path: string;
  /** Absolute path on the host, symlinks resolved. */
  readonly source: string;
}
