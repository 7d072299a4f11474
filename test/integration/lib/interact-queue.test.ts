import { describe, expect, test } from 'vitest';
import type { InteractSide, Runner } from '../../../lib/index.js';
import { remainsOf } from '../../support/leftovers.js';
import { compiled } from '../../support/programs.js';
import { ownUids, withRunner } from '../../support/runners.js';

const HELLO = 'echo hello; read -r line; echo "$line" >&2';

/** One pair whose sides run in two kinds of jail. */
async function pairOf(runner: Runner, i: number): Promise<readonly [InteractSide, InteractSide]> {
  const program = await compiled(runner, { language: 'bash', code: HELLO });
  const boxBytes = 2 ** 20 * (1 + (i % 3));
  return [
    { program, limits: { boxBytes } },
    { program, limits: { boxBytes: i % 2 ? boxBytes : 2 ** 24 } },
  ];
}

async function expectPairs(runner: Runner, count: number): Promise<void> {
  const pairs = await Promise.all(Array.from({ length: count }, (_, i) => pairOf(runner, i)));
  const singles = Array.from({ length: count }, () => runner.run({ argv: ['/bin/echo', 'single'] }));
  const together = pairs.map(([first, second]) => runner.interact({ first, second }));
  for (const { first, second } of await Promise.all(together)) {
    expect(first.stderr.toString()).toBe('hello\n');
    expect(second.stderr.toString()).toBe('hello\n');
  }
  for (const single of await Promise.all(singles)) expect(single.ok).toBe(true);
}

describe('pairs that wait for each other', () => {
  test.each([
    { concurrency: 1 },
    { concurrency: 1, parked: 1 },
    { concurrency: 6, parked: 1 },
    { concurrency: 3, parked: 8 },
    { concurrency: 4, pin: true },
    { concurrency: 4, parked: 1, pin: true },
  ])('all get their turn: %o', (options) => withRunner((runner) => expectPairs(runner, 24), options));

  test('are one of the programs at the same time each', async () => {
    await withRunner(
      async (runner) => {
        const program = await compiled(runner, { language: 'bash', code: 'sleep 0.3' });
        const pairs = [1, 2].map(() => runner.interact({ first: { program }, second: { program } }));
        await expect.poll(() => runner.load, { timeout: 5_000 }).toEqual({ running: 1, waiting: 1 });
        await Promise.all(pairs);
      },
      { concurrency: 1 },
    );
  });

  test('beyond maxQueue are refused', async () => {
    await withRunner(
      async (runner) => {
        const program = await compiled(runner, { language: 'bash', code: 'sleep 0.2' });
        const pairs = [1, 2].map(() => runner.interact({ first: { program }, second: { program } }));
        const outcomes = await Promise.allSettled(pairs);
        expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      },
      { concurrency: 1, maxQueue: 0 },
    );
  });

  test('are refused when the runner closes, and nothing of them remains', async () => {
    const uids = ownUids();
    await withRunner(
      async (runner) => {
        const program = await compiled(runner, { language: 'bash', code: 'sleep 20' });
        const pairs = Array.from({ length: 6 }, () =>
          runner.interact({ first: { program }, second: { program } }),
        );
        const settled = Promise.allSettled(pairs);
        await expect.poll(() => runner.load.running, { timeout: 5_000 }).toBe(2);
        await runner.close();
        for (const outcome of await settled)
          expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'BailiffError' } });
      },
      { uids, concurrency: 2 },
    );
    expect(await remainsOf(uids)).toEqual([]);
  });
});
