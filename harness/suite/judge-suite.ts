import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  BailiffError,
  type CompileFailed,
  type JobFile,
  type LimitsInput,
  type Program,
  type Runner,
  type StepResult,
} from '../../lib/index.js';
import type { Problem, SuiteTask } from '../problem/problem.js';
import type { CaseReport } from '../report.js';
import type { Framework, SuiteParts, SuiteProgram } from './framework.js';
import { REPORT_FILE } from './framework.js';
import { FRAMEWORKS } from './frameworks.js';
import { verdictOfTest } from './verdict-of-test.js';

/** What a suite's run needs. */
export interface SuiteRun {
  readonly problem: Problem;
  readonly task: SuiteTask;
  /** Sources of the submission; one of a single file is taken for the suite's entry, whatever its name. */
  readonly sources: readonly JobFile[];
  readonly runner: Runner;
  readonly limits: LimitsInput;
  readonly compileLimits: LimitsInput;
  readonly signal: AbortSignal;
}

/** How a suite went: a report for each case, or why it did not compile. */
export type SuiteOutcome =
  | { readonly status: 'judged'; readonly cases: readonly CaseReport[]; readonly run: StepResult<Buffer> }
  | CompileFailed;

/**
 * Runs a suite of unit tests on a submission, once, and says what became of each test.
 *
 * @throws BailiffError INVALID_PROBLEM when the suite itself does not run, and the host's faults.
 */
export async function judgeSuite(asked: SuiteRun): Promise<SuiteOutcome> {
  const framework = FRAMEWORKS[asked.task.framework];
  const parts = await partsOf(asked, framework);
  const ran = await (asked.task.level === 'process' ? runApart : runTogether)(asked, framework, parts);
  if (ran.status === 'compile-failed') return ran;
  const results = framework.read(ran.tests, parts.nonce);
  refuseBroken(asked, ran.tests, results === undefined);
  const cases = asked.problem.cases.map(({ name }) => ({
    name,
    ...verdictOfTest(results, asked.task.tests[name]!, ran),
  }));
  return { status: 'judged', cases, run: ran.submission };
}

type Ran = {
  readonly status: 'ran';
  readonly tests: StepResult<Buffer>;
  readonly submission: StepResult<Buffer>;
};

async function runTogether(
  asked: SuiteRun,
  framework: Framework,
  parts: SuiteParts,
): Promise<Ran | CompileFailed> {
  const { stdin, ...suite } = await framework.together(parts);
  const program = await compile(asked, suite);
  if (program.status === 'compile-failed') return program;
  const { signal, limits } = asked;
  const { args, env = {} } = suite;
  const result = await program.run({
    args: [...args],
    env: { ...env },
    stdin,
    limits,
    signal,
    collect: [REPORT_FILE],
    encoding: 'buffer',
  });
  return { status: 'ran', tests: result, submission: result };
}

async function runApart(
  asked: SuiteRun,
  framework: Framework,
  parts: SuiteParts,
): Promise<Ran | CompileFailed> {
  const { submission, tests } = await framework.apart!(parts);
  const program = await compile(asked, submission);
  if (program.status === 'compile-failed') return program;
  const judge = await compile(asked, tests);
  if (judge.status === 'compile-failed') throw brokenSuite(asked, judge.stderr);
  const { runner, signal, limits, problem } = asked;
  const { validationMs, validationMemoryBytes } = problem.limits;
  const wallMs = (limits.wallMs as number) + validationMs;
  const ended = await runner.interact({
    first: { program, args: [...submission.args], limits },
    second: {
      program: judge,
      args: [...tests.args],
      limits: { cpuMs: validationMs, wallMs, memoryBytes: validationMemoryBytes },
      collect: [REPORT_FILE],
    },
    signal,
  });
  return { status: 'ran', tests: ended.second, submission: ended.first };
}

function compile(
  { runner, compileLimits, signal, task }: SuiteRun,
  { language, files, main }: SuiteProgram,
): Promise<Program | CompileFailed> {
  const libraries = task.libraries && { libraries: [...task.libraries] };
  return runner.compile({ language, files: [...files], main, compileLimits, signal, ...libraries });
}

async function partsOf({ task, sources }: SuiteRun, framework: Framework): Promise<SuiteParts> {
  const suite = await Promise.all(
    task.files.map(async ({ path, source }) => ({ path, content: await readFile(source) })),
  );
  const taken = new Set(task.files.map(({ path }) => path).filter((path) => path !== task.entry));
  const [only] = sources;
  const named = sources.length === 1 ? [{ ...only!, path: task.entry }] : sources;
  const submission = named.filter(({ path }) => !taken.has(path) && !framework.dangerous.test(path));
  const starters = new Set(submission.map(({ path }) => path));
  return {
    task,
    suite: suite.filter(({ path }) => !starters.has(path)),
    submission,
    tests: Object.values(task.tests),
    nonce: randomBytes(16).toString('hex'),
  };
}

/** Where the framework is not there at all, nobody's submission is to blame. */
function refuseBroken(asked: SuiteRun, { stderr }: StepResult<Buffer>, silent: boolean): void {
  const missing = silent && /No module named '(pytest)'/.exec(stderr.toString('utf8'))?.[1];
  if (missing)
    throw brokenSuite(
      asked,
      `${missing} is not installed for "${asked.task.toolchain}"; run: bailiff layer create ${missing} --python requirements.txt (with ${missing} in it), and name it in suite.yaml: libraries: [${missing}]`,
    );
}

function brokenSuite({ problem }: SuiteRun, reason: string): BailiffError {
  return new BailiffError('INVALID_PROBLEM', `Cannot run the suite "${problem.id}": ${reason}`);
}
