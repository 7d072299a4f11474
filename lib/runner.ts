import { type Compilations, compileJob } from './compile.js';
import { Engine } from './engine.js';
import { BailiffError } from './errors.js';
import { type Interaction, type InteractOptions, interact } from './interact.js';
import { CEILINGS, type Limits, RUN_LIMITS, resolveLimits } from './limits.js';
import { nodeTooOld } from './node-version.js';
import {
  ArgvRunOptions,
  CompileOptions,
  RunnerOptions,
  type RunOptions,
  SourceRunOptions,
} from './options.js';
import { Owned } from './owned.js';
import { parse } from './parse.js';
import { PLAIN_ARGV_RUN, PLAIN_SOURCE_RUN } from './plain-options.js';
import { bareCommand } from './plan.js';
import { makeProgram, type Program, runJob, runStep } from './program.js';
import type { CompileFailed, RunResult } from './result.js';
import { createSharedWork } from './shared-work.js';
import { jobFiles } from './workspace/files.js';

type Buffered = { encoding: 'buffer' };

/** What sessions need of a runner besides its cells. */
export interface RunnerParts {
  readonly engine: Engine;
  readonly share: Compilations;
  readonly ceilings: Limits;
  /** Sessions that it serves, and what they have of it. */
  readonly owned: Owned;
}

const parts = new WeakMap<Runner, RunnerParts>();

/** What a runner of {@link createRunner} is made of; undefined for anything else. */
export function partsOf(runner: Runner): RunnerParts | undefined {
  return parts.get(runner);
}

/** Owns jails, compiled programs and a queue. Close it when done; an idle one does not keep Node alive. */
export interface Runner extends AsyncDisposable {
  /** Programs at the same time, at most. */
  readonly concurrency: number;
  /** Steps that run and that wait for a place. */
  readonly load: { readonly running: number; readonly waiting: number };
  /**
   * Compiles if the language needs it, and runs once, each in a fresh jail.
   *
   * @throws BailiffError for what the caller or the host did wrong; `signal.reason` when cancelled.
   * What the program does wrong is in the result.
   */
  run(options: RunOptions & Buffered): Promise<RunResult<Buffer>>;
  run(options: RunOptions): Promise<RunResult>;
  /** Builds a program that can be run many times, or says why it cannot be built. */
  compile(options: CompileOptions): Promise<Program | CompileFailed>;
  /**
   * Runs two programs that this runner has compiled, the stdout of each being the stdin of the other: directly, both
   * on one core, and together as one of the programs at the same time.
   *
   * @example
   * const { first, second, endedFirst } = await runner.interact({
   *   first: { program: submission, limits: { cpuMs: 1_000 } },
   *   second: { program: interactor, args: ['secret'] },
   * });
   *
   * @throws BailiffError for what the caller or the host did wrong, on either side; `signal.reason` when cancelled.
   * No program is left running by then.
   */
  interact(options: InteractOptions): Promise<Interaction>;
  /**
   * Closes the sessions that were opened with it, whose files stay; ends what runs, and removes every process, cgroup
   * and folder of this runner.
   */
  close(): Promise<void>;
}

/**
 * Makes a runner. Nothing is started before the first call.
 *
 * @example
 * await using runner = createRunner({ concurrency: 4 });
 * const result = await runner.run({ language: 'python', code: 'print(6 * 7)' });
 *
 * @throws BailiffError INVALID_OPTIONS, HOST_UNSUPPORTED on a Node that is too old
 */
export function createRunner(given: RunnerOptions = {}): Runner {
  const refusal = nodeTooOld();
  if (refusal !== undefined) throw new BailiffError('HOST_UNSUPPORTED', refusal);
  const options = parse(RunnerOptions, given, 'the options of createRunner()');
  const ceilings = { ...CEILINGS, ...options.ceilings } as Limits;
  const engine = new Engine(options);
  const share: Compilations = createSharedWork();
  const owned = new Owned();
  owned.add(() => engine.close()); // the first: from then on nothing new begins
  const close = () => owned.close();
  process.once('beforeExit', close); // a script that forgets to close leaves nothing behind all the same

  const run = async (asked: RunOptions) => {
    if (asked !== null && typeof asked === 'object' && 'argv' in asked)
      return await runArgv(engine, asked, ceilings);
    const parsed = parse(SourceRunOptions, asked, 'the options of run()', PLAIN_SOURCE_RUN);
    const { language, code, files, main, libraries, compileLimits, check, ...rest } = parsed;
    const compiled = await compileJob(
      engine,
      share,
      { language, code, files, main, libraries, compileLimits, check, signal: rest.signal },
      ceilings,
    );
    if (compiled.status === 'compile-failed') return encoded(compiled, rest.encoding);
    return runJob(engine, compiled.job, compiled.artifact, rest, ceilings);
  };

  const compile = async (asked: CompileOptions) => {
    const compiled = await compileJob(
      engine,
      share,
      parse(CompileOptions, asked, 'the options of compile()'),
      ceilings,
    );
    return compiled.status === 'compile-failed'
      ? compiled
      : makeProgram(engine, compiled.job, compiled.artifact, ceilings);
  };

  const runner: Runner = {
    concurrency: engine.concurrency,
    get load() {
      return engine.load;
    },
    run: run as Runner['run'],
    compile,
    interact: (asked) => interact(engine, asked, ceilings),
    close: () => {
      process.off('beforeExit', close);
      return close();
    },
    [Symbol.asyncDispose]() {
      return this.close();
    },
  };
  parts.set(runner, { engine, share, ceilings, owned });
  return runner;
}

async function runArgv(engine: Engine, asked: RunOptions, ceilings: Limits) {
  const { argv, files = [], ...rest } = parse(ArgvRunOptions, asked, 'the options of run()', PLAIN_ARGV_RUN);
  const limits = resolveLimits(rest.limits ?? {}, RUN_LIMITS, ceilings);
  const command = bareCommand(argv, rest.args ?? [], rest.env ?? {});
  return await runStep(engine, command, rest, { limits, inForce: limits, files: jobFiles(files), roots: [] });
}

/** A failed compilation as a caller wants its texts. */
export function encoded(
  failed: CompileFailed,
  encoding: 'utf8' | 'buffer' = 'utf8',
): CompileFailed | CompileFailed<Buffer> {
  if (encoding === 'utf8') return failed;
  const bytes = { stdout: Buffer.from(failed.stdout), stderr: Buffer.from(failed.stderr) };
  return { ...failed, ...bytes, compile: { ...failed.compile, ...bytes } };
}
