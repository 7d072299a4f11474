import { createRunner, type Runner, type RunnerOptions } from '../../lib/index.js';

const FIRST_UID = 400_000;
const RANGES = 2_000;

/** Outside user ids that no other process of the machine is likely to use: what is found there is ours. */
export function ownUids(count = 64): { readonly start: number; readonly count: number } {
  return { start: FIRST_UID + (process.pid % RANGES) * 128, count };
}

/** Gives a runner to `body` and closes it, whatever happens. */
export async function withRunner<T>(
  body: (runner: Runner) => Promise<T>,
  options: RunnerOptions = {},
): Promise<T> {
  const runner = createRunner({ uids: ownUids(), ...options });
  try {
    return await body(runner);
  } finally {
    await runner.close();
  }
}
