import type { Tool } from '../checkers/checker.js';
import type { ProblemFile } from './problem-file.js';

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
  /** Layers of libraries that it needs. @default those of the runner */
  readonly libraries?: readonly string[] | undefined;
  /** The suite's own files. They replace what a submission has at the same paths. */
  readonly files: readonly ProblemFile[];
  /** Name of the module or file that tests import; how a submission of one file is named. */
  readonly entry: string;
  /** The files that hold tests, of `files`. */
  readonly testFiles: readonly string[];
  /** Of each case's name, the framework's own id of the test. */
  readonly tests: Readonly<Record<string, string>>;
}
