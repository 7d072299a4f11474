/** Fatal signals that the conformance suite raises in every language. */
export type ProofSignal = 'SIGABRT' | 'SIGFPE' | 'SIGILL' | 'SIGSEGV' | 'SIGBUS' | 'SIGTERM' | 'SIGKILL';

/** A program that proves that the toolchain works, and what it must print. */
export interface ProofProgram {
  readonly files: Readonly<Record<string, string>>;
  readonly stdout: string;
}

/** Why a language has no such program: the conformance suite shows it as a skip with this reason. */
export interface Cannot {
  readonly cannot: string;
}

/** The programs that the conformance suite runs. All read and write as their names say. */
export interface Proof {
  /** Prints `ok\n`. */
  readonly hello: string;
  /** Copies stdin to stdout, byte-exact. */
  readonly echo: string | Cannot;
  /** Prints each argument on its own line, then the value of the environment variable GREETING. */
  readonly argsEnv: string | Cannot;
  /** Two files or more; prints `ok\n` by calling from one into another. */
  readonly multiFile: ProofProgram | Cannot;
  /** Does not compile (compiled languages) or does not parse (others). */
  readonly broken: string;
  /** A part of the message that `broken` must bring. */
  readonly brokenMessage: RegExp;
  /** Ends with exit code 7. */
  readonly exit7: string;
  /** Raises the signal whose number is its first argument, at itself. */
  readonly raise: string | Cannot;
  /** Burns CPU for ever. */
  readonly spin: string;
  /** Sleeps for ever. */
  readonly sleep: string | Cannot;
  /** Allocates and touches memory without end. */
  readonly hog: string;
  /** Prints without end. */
  readonly flood: string;
  /** Prints `héllo → 世界 🎉\n` from a literal in the source. */
  readonly unicode: string;
}
