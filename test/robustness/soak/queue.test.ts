import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Runner } from '../../../lib/index.js';
import { FULL } from '../../support/how-much.js';
import { openDescriptors, remainsOf } from '../../support/leftovers.js';
import { ownUids, withRunner } from '../../support/runners.js';

const JOBS = 500;
const MiB = 2 ** 20;
const UIDS = ownUids();

/** One that is called off at some time, or never; what came of it. */
async function runCancelled(runner: Runner, n: number): Promise<'done' | 'cancelled'> {
  const controller = new AbortController();
  const reason = new Error(`${n} is not wanted any more`);
  const timer = setTimeout(() => controller.abort(reason), Math.random() * 6_000);
  const script = n % 10 === 0 ? `sleep 0.05; echo ${n}` : `echo ${n}`;
  try {
    const { signal } = controller;
    const result = await runner.run({ argv: ['/bin/sh', '-c', script], signal });
    expect(result).toMatchObject({ status: 'exited', stdout: `${n}\n` });
    return 'done';
  } catch (error) {
    expect(error).toBe(reason);
    return 'cancelled';
  } finally {
    clearTimeout(timer);
  }
}

describe('a long queue', () => {
  test(`of ${JOBS} jobs, called off at random: each is done or called off, and nothing is left`, async () => {
    const before = await openDescriptors();
    await withRunner(
      async (runner) => {
        const outcomes = await Promise.all(Array.from({ length: JOBS }, (_, n) => runCancelled(runner, n)));
        expect(outcomes).toContain('done');
        await expect.poll(() => runner.load).toEqual({ running: 0, waiting: 0 });
        expect(await runner.run({ argv: ['/bin/echo', 'next'] })).toMatchObject({ stdout: 'next\n' });
      },
      { uids: UIDS },
    );
    expect(await remainsOf(UIDS)).toEqual([]);
    await expect.poll(openDescriptors).toBeLessThanOrEqual(before);
  });

  test('that is called off as a whole, at once', async () => {
    await withRunner(
      async (runner) => {
        const controller = new AbortController();
        const all = Array.from({ length: JOBS }, () =>
          runner.run({ argv: ['/bin/sleep', '20'], signal: controller.signal }),
        );
        const settled = Promise.allSettled(all);
        await expect.poll(() => runner.load.running, { timeout: 10_000 }).toBeGreaterThan(0);
        controller.abort();
        expect(new Set((await settled).map(({ status }) => status))).toEqual(new Set(['rejected']));
        expect(runner.load.waiting).toBe(0);
        expect(await runner.run({ argv: ['/bin/echo', 'next'] })).toMatchObject({ stdout: 'next\n' });
      },
      { uids: UIDS },
    );
    expect(await remainsOf(UIDS)).toEqual([]);
  });
});

/** The most that the memory of this process grew by meanwhile. */
async function growthWhile(body: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage.rss();
  let most = before;
  const look = () => {
    most = Math.max(most, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 10);
  await body();
  clearInterval(timer);
  look();
  return most - before;
}

describe('a caller that does not keep up', () => {
  const CAP = FULL ? 64 * MiB : 16 * MiB;

  test('with what programs write has no more of it in memory than they may write', async () => {
    await withRunner(async (runner) => {
      const flood = () =>
        runner.run({
          argv: ['/usr/bin/yes'],
          limits: { stdoutBytes: CAP, wallMs: 60_000 },
          onStdout: () => {
            for (const until = performance.now() + 5; performance.now() < until; ); // Node is busy with something else
          },
        });
      const growth = await growthWhile(async () => {
        for (const result of await Promise.all([flood(), flood()]))
          expect(result).toMatchObject({ status: 'limit-exceeded', limit: 'output' });
      });
      expect(growth).toBeLessThan(2 * 3 * CAP + 128 * MiB); // pieces, all of them together, the text, and what is not collected yet
    });
  });

  test('nor a program that never reads: its stdin is not asked for any further', async () => {
    await withRunner(async (runner) => {
      let asked = 0;
      async function* endless() {
        for (;;) {
          asked += 1;
          yield Buffer.alloc(65_536);
        }
      }
      const result = await runner.run({ argv: ['/bin/sleep', '0.3'], stdin: endless() });
      expect(result).toMatchObject({ status: 'exited', exitCode: 0 });
      const then = asked;
      await sleep(100);
      expect(asked).toBe(then);
      expect(asked).toBeLessThan(8);
    });
  });
});
