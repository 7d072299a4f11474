import { homePath } from '../../lib/home.js';
import { createRunner, type Runner, type RunnerOptions } from '../../lib/index.js';
import { findStanding } from '../../lib/jail/standing.js';

const FIRST_UID = 400_000;
const RANGES = 2_000;
const STEP = 128;

/** Outside user ids that no other process of the machine is likely to use: what is found there is ours. */
export function ownUids(count = 64): { readonly start: number; readonly count: number } {
  const { ids, uids } = findStanding(homePath());
  if (ids.kind !== 'mapped') return { start: FIRST_UID + (process.pid % RANGES) * STEP, count };
  const ranges = Math.floor(uids.count / STEP); // of what was delegated
  return { start: uids.start + (process.pid % ranges) * STEP, count };
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
