import type { DefaultChecker } from '../checkers/default-flags.js';

/** How a test case's output is judged. One member per kind of checker. */
export type Checker = DefaultChecker;

/** One test: what the program reads and what it should print. */
export interface TestCase {
  /** Path below `data/` without extension, e.g. `secret/01`. */
  readonly name: string;
  /** Absolute, symlinks resolved. */
  readonly inputFile: string;
  readonly answerFile: string;
  readonly checker: Checker;
}

/** A folder of test data. Cases and groups are each in the order of their names. */
export interface TestGroup {
  /** Path below `data/`, e.g. `secret`; empty for the root. */
  readonly name: string;
  readonly cases: readonly TestCase[];
  readonly groups: readonly TestGroup[];
}

/** What the package allows, in base units. */
export interface ProblemLimits {
  readonly memoryBytes: number;
  readonly outputBytes: number;
  /** Source of a submission, all files together. */
  readonly codeBytes: number;
  readonly compileMs: number;
  readonly compileMemoryBytes: number;
}

/** Where a problem's time limit comes from. */
export type TimeLimit =
  /** Written in the package; `file` names where. */
  | { readonly kind: 'declared'; readonly timeMs: number; readonly file: string }
  /** To be computed: the slowest accepted submission × `multiplier`, up to a whole `resolutionMs`. */
  | { readonly kind: 'computed'; readonly multiplier: number; readonly resolutionMs: number };

/** A submission that the package brings, in `submissions/<promise>/`. */
export interface PackageSubmission {
  /** Path below `submissions/`, e.g. `wrong_answer/off_by_one.py`. */
  readonly name: string;
  /** The folder it is in, e.g. `wrong_answer`. */
  readonly promise: string;
  /** Absolute path of the file, or of the folder when it has several files. */
  readonly path: string;
}

/** A problem in memory, whatever the format it was loaded from. */
export interface Problem {
  /** The folder's name. */
  readonly id: string;
  readonly name: string;
  /** Absolute, symlinks resolved. */
  readonly folder: string;
  readonly format: 'icpc-legacy';
  readonly type: 'pass-fail';
  readonly timeLimit: TimeLimit;
  readonly limits: ProblemLimits;
  readonly data: TestGroup;
  readonly submissions: readonly PackageSubmission[];
  /** What the loader passed over. */
  readonly warnings: readonly string[];
}

/** Every test case of a group and the groups below it, in judging order: by name, so samples come first. */
export function casesOf(group: TestGroup): readonly TestCase[] {
  const cases = [...group.cases, ...group.groups.flatMap(casesOf)];
  return cases.sort((a, b) => byName(a.name, b.name));
}

/** Order of names by code units: the same on every machine, whatever its locale. */
export function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
