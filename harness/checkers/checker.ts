import type { ProblemFile } from '../problem/problem.js';
import type { DefaultChecker } from './default-flags.js';

/** A program that a problem brings: checker, interactor, validator, generator, grader. Runs in a jail, never on the host. */
export interface Tool {
  /** As messages name it, e.g. `output_validator/check.cpp`. */
  readonly name: string;
  /**
   * Canonical name of a language; `build`: an executable `build` is run once and leaves `run`; `executable`: a
   * script or program that is run as it is.
   */
  readonly language: string;
  /** The entry, one of `files`. */
  readonly main: string;
  readonly files: readonly ProblemFile[];
}

/** How the output of a test case is judged. */
export type Checker =
  | DefaultChecker
  | LibraryChecker
  /** Output validators of the ICPC format: `validator input answer feedback/ args < output`, 42 accepts, 43 rejects. */
  | { readonly kind: 'validator'; readonly tool: Tool; readonly args: readonly string[] }
  /** testlib: `checker input output answer`, exit 0 1 2 3 7. */
  | { readonly kind: 'testlib'; readonly tool: Tool; readonly args: readonly string[] }
  /** HUSTOJ special judges: `spj input answer output`, 0 accepts. */
  | { readonly kind: 'spj'; readonly tool: Tool }
  /** All must accept: the first that does not decides. */
  | { readonly kind: 'all'; readonly checkers: readonly Checker[] }
  /** A function of the embedder's. It is trusted: it runs in this process. */
  | { readonly kind: 'function'; readonly name: string; readonly check: CheckFunction };

/** Checkers of our own beside the default one. */
export type LibraryChecker =
  /** Byte for byte. */
  | { readonly kind: 'exact' }
  /** Line by line: white space at line ends and empty lines at the end do not count. */
  | { readonly kind: 'lines'; readonly caseSensitive: boolean }
  /** Lines in any order, compared as `lines`. */
  | { readonly kind: 'unordered-lines'; readonly caseSensitive: boolean }
  /** The tokens of each are all numbers, compared by value within a tolerance (absolute or relative). */
  | { readonly kind: 'numbers'; readonly tolerance: number }
  /** One word, yes or no (y, n, true, false), without case. */
  | { readonly kind: 'yes-no' }
  /** The whole output matches a regular expression (linear-time engine). */
  | { readonly kind: 'regex'; readonly pattern: string; readonly flags: string }
  /** Each token of the answer is found in the output, in order. */
  | { readonly kind: 'contains' }
  /** HUSTOJ: non-space characters in order. Differences of space only are WA with the message of a presentation error. */
  | { readonly kind: 'characters' };

/** What a checker may look at. */
export interface CheckInput {
  readonly input: Buffer;
  readonly output: Buffer;
  readonly answer: Buffer;
  /** Name of the test case. */
  readonly name: string;
}

/** A checker's opinion. */
export interface CheckResult {
  /** JE: the checker is at fault, not the submission. PAC: accepted in part, with a score or a fraction. */
  readonly verdict: 'AC' | 'WA' | 'PAC' | 'JE';
  /** For judges: why. Empty when there is nothing to say. */
  readonly message: string;
  /** For the one who handed in. */
  readonly teamMessage?: string;
  /** Points, or a fraction (0 to 1) of the case's maximum; never both. */
  readonly score?: number;
  readonly fraction?: number;
}

export type CheckFunction = (input: CheckInput) => CheckResult | boolean | Promise<CheckResult | boolean>;
