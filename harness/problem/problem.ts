import type { Checker, Tool } from '../checkers/checker.js';
import type { GroupRule } from '../scoring/rules.js';
import type { Verdict } from '../verdict.js';

/** A file that a problem brings. */
export interface ProblemFile {
  /** Where it belongs, relative, with forward slashes. */
  readonly path: string;
  /** Absolute path on the host, symlinks resolved. */
  readonly source: string;
}

/** One test: what the program reads and how its output is judged. */
export interface TestCase {
  /** Unique in the problem, e.g. `secret/01`: in packages the path below `data/` without extension. */
  readonly name: string;
  /** Absolute, symlinks resolved. `undefined`: the program reads nothing. */
  readonly inputFile: string | undefined;
  /** `undefined`: there is no answer; its checker gets an empty one. */
  readonly answerFile: string | undefined;
  readonly checker: Checker;
  /** Command-line arguments of the submission. */
  readonly args: readonly string[];
  /** Put into the submission's working folder before it starts. */
  readonly files: readonly ProblemFile[];
  /** Whether it is a sample: what the submission did may be shown in full. */
  readonly sample: boolean;
  /** What kind of case it is, for those who see the report. */
  readonly description: string;
  /** Shown to those who fail it. */
  readonly hint: string;
  /** How the input validators are called, for each group that holds it. All must accept. @default without arguments */
  readonly inputValidatorArgs?: readonly GroupToolArgs[];
}

/** Arguments of several tools: the same for all, or by their names, without folder or extension. */
export type ToolArgs = readonly string[] | Readonly<Record<string, readonly string[]>>;

/** Those of a group, by its name. */
export interface GroupToolArgs {
  readonly group: string;
  readonly args: ToolArgs;
}

/** Data that no submission is judged on: what the package's own validators must refuse, or accept. For `lint`. */
export interface ExtraCase {
  readonly kind: 'invalid-input' | 'invalid-output' | 'valid-output';
  /** The path below `data/` without extension. */
  readonly name: string;
  readonly inputFile: string;
  /** Both there but for `invalid-input`. */
  readonly answerFile: string | undefined;
  readonly outputFile: string | undefined;
  readonly checker: Checker;
  readonly inputValidatorArgs: ToolArgs;
}

/** What the package allows, in base units. */
export interface ProblemLimits {
  readonly memoryBytes: number;
  readonly outputBytes: number;
  /** Source of a submission, all files together. */
  readonly codeBytes: number;
  readonly compileMs: number;
  readonly compileMemoryBytes: number;
  /** Of every tool that the problem brings: checkers, interactors, graders, generators. CPU time. */
  readonly validationMs: number;
  readonly validationMemoryBytes: number;
  readonly validationOutputBytes: number;
  /** Factor on the time limit, by canonical name of the language; 1 where there is none. */
  readonly timeFactors: Readonly<Record<string, number>>;
}

/** Where a problem's time limit comes from. */
export type TimeLimit =
  /** Written in the package; `file` names where. */
  | {
      readonly kind: 'declared';
      readonly timeMs: number;
      readonly file: string;
      /** Submissions that must be too slow must be so under the limit × this, too. */
      readonly tleFactor: number;
    }
  /** To be computed: the slowest accepted submission × `multiplier`, up to a whole `resolutionMs`. */
  | {
      readonly kind: 'computed';
      readonly multiplier: number;
      readonly resolutionMs: number;
      readonly tleFactor: number;
    };

/** How a submission meets a test case. */
export type Task =
  /**
   * It is run on the input: stdin, or the file `inputName`; its output is stdout, or the file `outputName`. With
   * `passes` above 1 the checker, a `validator`, may ask for another run by `nextpass.in`.
   */
  | {
      readonly kind: 'batch';
      readonly inputName?: string;
      readonly outputName?: string;
      readonly passes: number;
    }
  /**
   * It talks to an interactor. `validator`: the case's checker (of kind `validator`) is the interactor and judges at
   * once. `testlib`: `interactor` writes what the case's checker then judges.
   */
  | { readonly kind: 'interactive'; readonly protocol: 'validator'; readonly passes: number }
  | {
      readonly kind: 'interactive';
      readonly protocol: 'testlib';
      readonly interactor: Tool;
      readonly passes: 1;
    }
  /** It is itself the output: one file for each case, `<case>.out` or the case's last name with any extension. */
  | { readonly kind: 'output-only' }
  /** Its cases are the named tests of a unit-test suite. */
  | SuiteTask;

/** A unit-test suite, see harness/suite. */
export interface SuiteTask {
  readonly kind: 'suite';
  readonly framework: 'pytest' | 'unittest' | 'junit' | 'node-test' | 'vitest' | 'jest' | 'go-test';
  /**
   * `process`: the submission runs in a jail of its own and is called with plain data: it cannot forge a result.
   * `same-process`: the tests import the submission; hardened, but forgeable in principle.
   */
  readonly level: 'process' | 'same-process';
  /** Canonical name, and the version that is asked for: `python`, `python@3.11`. */
  readonly language: string;
  readonly toolchain: string;
  /** The suite's own files. They replace what a submission has at the same paths. */
  readonly files: readonly ProblemFile[];
  /** Name of the module or file that tests import; how a submission of one file is named. */
  readonly entry: string;
  /** The files that hold tests, of `files`. */
  readonly testFiles: readonly string[];
  /** Of each case's name, the framework's own id of the test. */
  readonly tests: Readonly<Record<string, string>>;
}

/** What is put to a submission's own sources before it is compiled. */
export interface SourceRules {
  /** Files copied over the submission, by canonical name of the language; `default` for all others. */
  readonly include: Readonly<Record<string, readonly ProblemFile[]>>;
  /** Text around the entry source, by canonical name of the language. */
  readonly prepend: Readonly<Record<string, string>>;
  readonly append: Readonly<Record<string, string>>;
  /** Canonical names of the languages that may be handed in; `undefined`: all. */
  readonly languages: readonly string[] | undefined;
  /** What `{{name}}` stands for in tools, includes and the package's own submissions. */
  readonly constants: Readonly<Record<string, string>>;
}

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

/** What a package leaves to be made: by its generators, and answers by its main solution. */
export interface Generation {
  readonly tools: Readonly<Record<string, Tool>>;
  /** By case: the generator and its arguments, or nothing where the input is there. */
  readonly inputs: Readonly<Record<string, { readonly tool: string; readonly args: readonly string[] }>>;
  /** Names of the cases whose answer the main solution makes. */
  readonly answers: readonly string[];
  /** The main solution: one of `submissions`, by name. */
  readonly solution: string | undefined;
}

export type ProblemFormat = 'icpc-legacy' | 'icpc-2025-09' | 'polygon' | 'fps' | 'plain' | 'suite';

/** A problem in memory, whatever the format it was loaded from. */
export interface Problem {
  /** The folder's or the file's name without extension. */
  readonly id: string;
  readonly name: string;
  /** Absolute, symlinks resolved: where its files are. */
  readonly folder: string;
  readonly format: ProblemFormat;
  readonly type: 'pass-fail' | 'scoring';
  readonly timeLimit: TimeLimit;
  readonly limits: ProblemLimits;
  readonly task: Task;
  readonly sources: SourceRules;
  /** In judging order; every case that `root` names, each once. */
  readonly cases: readonly TestCase[];
  /** How the cases' outcomes become the submission's. */
  readonly root: TestGroup;
  /** Programs that check inputs; for `lint`. All must accept. */
  readonly inputValidators: readonly Tool[];
  /** @default none */
  readonly extraCases?: readonly ExtraCase[];
  readonly submissions: readonly PackageSubmission[];
  /** Inputs and answers that have to be made before anything is judged: see prepare/. */
  readonly generation?: Generation;
  /** What the loader passed over. */
  readonly warnings: readonly string[];
}

/** Cases and groups that are judged together. A case may be in several groups. */
export interface TestGroup {
  /** Unique: in packages the path below `data/`; empty for the root. */
  readonly name: string;
  readonly members: readonly GroupMember[];
  /** Names of groups that must be accepted, else this one is not run, and not accepted with a score of 0. */
  readonly requires: readonly string[];
  readonly rule: GroupRule;
}

export type GroupMember =
  | { readonly kind: 'case'; readonly name: string; readonly score: CaseScore }
  | { readonly kind: 'group'; readonly group: TestGroup };

/** What a case is worth in a group. */
export interface CaseScore {
  /** Of an accepted case whose checker gives none; `undefined`: then its checker must give one. */
  readonly accepted: number | undefined;
  readonly rejected: number;
  /** Whether a checker may give a score. Where it may not and does, the case is JE. */
  readonly byChecker: boolean;
  /** A score above it is JE; a checker's fraction is of it. `undefined`: unbounded. */
  readonly max: number | undefined;
}

/** Order of names by code units: the same on every machine, whatever its locale. */
export function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
