import type { JobFile, StepResult } from '../../lib/index.js';
import type { Recipe } from '../../toolchains/index.js';
import type { SuiteTask } from '../problem/problem.js';
import type { TestResult } from './test-results.js';

/** What a suite's run is made of. */
export interface SuiteParts {
  readonly task: SuiteTask;
  /** The suite's own files. */
  readonly suite: readonly JobFile[];
  /** The submission's, none of them at a path of the suite's or one that could steer the framework. */
  readonly submission: readonly JobFile[];
  /** The framework's ids of the tests, in order. */
  readonly tests: readonly string[];
  /** What a report must bear to count. */
  readonly nonce: string;
}

/** A program of a suite, as `runner.compile()` and `program.run()` take it. */
export interface SuiteProgram {
  readonly language: string | Recipe;
  readonly main: string;
  readonly files: readonly JobFile[];
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** The path at which our own runners leave their report. */
export const REPORT_FILE = 'bailiff-report.json';

/** How the tests of a framework are run. */
export interface Framework {
  /** Canonical name of the submission's language. */
  readonly language: string;
  /** The levels that there are, the best first. */
  readonly levels: readonly SuiteTask['level'][];
  /** The layers that have the framework, unless the suite names others. */
  readonly libraries?: readonly string[];
  /** Whether its test files are run one by one, so that the suite must name them. */
  readonly namesFiles?: boolean;
  /** Names that a submission may not bring: they would steer the framework or the interpreter. */
  readonly dangerous: RegExp;
  /** Tests and submission in one process; reads `nonce` or the plan from stdin. */
  together(parts: SuiteParts): Promise<SuiteProgram & { readonly stdin: string }>;
  /** Tests and submission apart, joined by pipes. */
  apart?(parts: SuiteParts): Promise<{ readonly submission: SuiteProgram; readonly tests: SuiteProgram }>;
  /** The results; `undefined` when there is no complete report. */
  read(result: StepResult<Buffer>, nonce: string): ReadonlyMap<string, TestResult> | undefined;
}
