import { availableParallelism } from 'node:os';
import { execa } from 'execa';

/** Keeps every core busy until it is disposed of. */
export function keepCoresBusy(): AsyncDisposable {
  const spinners = Array.from({ length: availableParallelism() }, () =>
    execa('sh', ['-c', 'while :; do :; done'], { reject: false, timeout: 300_000 }),
  );
  return {
    [Symbol.asyncDispose]: async () => {
      for (const spinner of spinners) spinner.kill('SIGKILL');
      await Promise.all(spinners);
    },
  };
}
