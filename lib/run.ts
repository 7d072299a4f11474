import type { CompileOptions, RunOptions } from './options.js';
import type { Program } from './program.js';
import type { CompileFailed, RunResult } from './result.js';
import { createRunner, type Runner } from './runner.js';

/** The one lazy runner behind `run()` and `compile()`. It does not keep Node alive, and goes with it. */
let shared: Runner | undefined;

/** Made at first use. */
export function sharedRunner(): Runner {
  shared ??= createRunner();
  return shared;
}

export function run(options: RunOptions & { encoding: 'buffer' }): Promise<RunResult<Buffer>>;
export function run(options: RunOptions): Promise<RunResult>;
/**
 * Runs a program once in a fresh jail: sources in a language, or a bare `argv`.
 *
 * @example
 * const result = await run({ language: 'python', code: 'print(input()[::-1])', stdin: 'live' });
 * if (result.ok) console.log(result.stdout); // evil
 *
 * @throws BailiffError for what the caller or the host did wrong; `signal.reason` when cancelled.
 * What the program does wrong is in the result: a non-zero exit never throws.
 */
export function run(options: RunOptions): Promise<RunResult | RunResult<Buffer>> {
  return sharedRunner().run(options);
}

/**
 * Builds a program that can be run many times, each in a fresh jail.
 *
 * @example
 * const program = await compile({ language: 'c', code });
 * if (program.status === 'compiled') await program.run({ stdin: '1 2' });
 * else console.error(program.stderr);
 */
export function compile(options: CompileOptions): Promise<Program | CompileFailed> {
  return sharedRunner().compile(options);
}
