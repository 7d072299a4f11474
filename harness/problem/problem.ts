import type { Checker, Tool } from '../checkers/checker.js';
import type { Generation } from './generation.js';
import type { ProblemLimits, TimeLimit } from './limits.js';
import type { PackageSubmission } from './package-submission.js';
import type { ProblemFile } from './problem-file.js';
import type { Task } from './task.js';
import type { TestGroup } from './test-group.js';

export type { Generation } from './generation.js';
export type { ProblemLimits, TimeLimit } from './limits.js';
export type { PackageSubmission, SubmissionExpectation } from './package-submission.js';
export type { ProblemFile } from './problem-file.js';
export type { SuiteTask, Task } from './task.js';
export type { CaseScore, GroupMember, TestGroup } from './test-group.js';

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

/** Order of names by code units: the same on every machine, whatever its locale. */
export function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
