/** A file that keeps what is judged. */
export interface JournalOptions {
  /** Made when it is missing. */
  readonly path: string;
  /** Go on with what is in it. Without, a file that has something in it is refused. @default false */
  readonly resume?: boolean;
  /** Versions of what the results depend on, by name: a journal of other versions is refused. */
  readonly versions?: Readonly<Record<string, string>>;
}
