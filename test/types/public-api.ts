/** Nothing here runs: the type check of the tests reads it, and fails where the public types are not these. */
import {
  type BailiffError,
  compile,
  createRunner,
  type ErrorCode,
  type Program,
  type RunnerOptions,
  type RunResult,
  run,
  type StepResult,
} from '../../lib/index.js';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Equal<A, B>) => undefined;

export async function results() {
  const text = await run({ argv: ['/bin/true'] });
  same<typeof text, RunResult<string>>(true);
  const bytes = await run({ language: 'python', code: 'x', encoding: 'buffer' });
  same<typeof bytes, RunResult<Buffer>>(true);
  same<typeof bytes.stdout, Buffer>(true);
  return [text, bytes];
}

export async function narrowing(result: RunResult): Promise<string | number> {
  switch (result.status) {
    case 'exited':
      return result.exitCode;
    case 'signaled':
      return result.signal;
    case 'limit-exceeded':
      same<typeof result.limit, 'cpu' | 'wall' | 'memory' | 'output'>(true);
      return result.limit;
    case 'compile-failed':
      same<typeof result.compile, StepResult>(true);
      return result.compile.stderr;
    default:
      return result satisfies never;
  }
}

export async function programs(): Promise<StepResult | undefined> {
  const program = await compile({ language: 'c', files: [{ path: 'main.c', content: '' }] });
  // @ts-expect-error a compilation may have failed
  program.run();
  if (program.status === 'compile-failed') return undefined;
  same<typeof program, Program>(true);
  same<Awaited<ReturnType<typeof program.run>>, StepResult>(true);
  return program.run({ stdin: '1', limits: { cpuMs: '1s', memoryBytes: 2 ** 26 } });
}

export async function runners(options: RunnerOptions): Promise<void> {
  await using runner = createRunner(options);
  const { running, waiting } = runner.load;
  same<typeof running, number>(true);
  // @ts-expect-error read-only
  runner.concurrency = waiting;
  await runner.close();
}

export const refused = () => [
  // @ts-expect-error neither a language nor argv
  run({ code: 'x' }),
  // @ts-expect-error an option that there is not
  run({ argv: ['/bin/true'], timeout: 5 }),
  // @ts-expect-error a limit that there is not
  run({ argv: ['/bin/true'], limits: { cpu: 5 } }),
  // @ts-expect-error a command is an argv, never a shell string
  run({ argv: 'true' }),
  // @ts-expect-error a compilation has no stdin
  compile({ language: 'c', code: '', stdin: '' }),
];

export function codes(error: BailiffError): ErrorCode {
  same<typeof error.blame, 'caller' | 'host'>(true);
  return error.code;
}
