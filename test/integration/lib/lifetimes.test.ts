import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { execa, type Options } from 'execa';
import { describe, expect, test } from 'vitest';
import { processesOf, remainsOf } from '../../support/leftovers.js';
import { ownUids, withRunner } from '../../support/runners.js';

const UIDS = ownUids();
const FIXTURES = join(fileURLToPath(import.meta.url), '..', 'fixtures');

/** Runs a script of users with Node, on the built library. */
const node = (fixture: string, args: readonly string[] = [], options: Options = {}) =>
  execa(process.execPath, [join(FIXTURES, fixture), ...args], { reject: false, timeout: 20_000, ...options });
const range = JSON.stringify(UIDS);

describe('a script', () => {
  test('that calls run() once ends by itself', async () => {
    const startedAt = performance.now();
    const result = await node('run-once.mjs');
    expect(result).toMatchObject({ exitCode: 0, stdout: 'once', stderr: '' });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  test('that fails leaves no process, and what else it leaves is swept by the next runner', async () => {
    const result = await node('run-and-throw.mjs', [range]);
    expect(result).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('on purpose') });
    await expect.poll(() => processesOf(UIDS), { timeout: 1_000 }).toEqual([]);
    await withRunner((runner) => runner.run({ argv: ['/bin/true'] }));
    expect(await remainsOf(UIDS)).toEqual([]);
  });

  test('that exits in the middle of runs leaves no process', async () => {
    expect(await node('exit-mid-run.mjs', [range, 'exit'])).toMatchObject({ exitCode: 7 });
    await expect.poll(() => processesOf(UIDS), { timeout: 1_000 }).toEqual([]);
    await withRunner((runner) => runner.run({ argv: ['/bin/true'] }));
    expect(await remainsOf(UIDS)).toEqual([]);
  });

  test.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
    'killed by %s in the middle of runs takes everything with it',
    async (signal) => {
      const script = node('exit-mid-run.mjs', [range]);
      await once(script.stdout!, 'data');
      expect((await processesOf(UIDS)).length).toBeGreaterThan(8);
      script.kill(signal);
      await script;
      await expect.poll(() => processesOf(UIDS), { timeout: 1_000 }).toEqual([]);
      await withRunner(async (runner) => {
        expect(await runner.run({ argv: ['/bin/echo', 'next'] })).toMatchObject({ stdout: 'next\n' });
      });
      expect(await remainsOf(UIDS)).toEqual([]);
    },
  );
});

describe('two processes at once', () => {
  test('share no user id, and both get their work done', async () => {
    const both = await Promise.all([node('many-runs.mjs', [range]), node('many-runs.mjs', [range])]);
    const ids = both.map(({ exitCode, stdout }) => {
      expect(exitCode).toBe(0);
      return String(stdout).split('\n').map(Number);
    });
    for (const id of ids.flat()) {
      expect(id).toBeGreaterThanOrEqual(UIDS.start);
      expect(id).toBeLessThan(UIDS.start + UIDS.count);
    }
    expect(ids[0]!.filter((id) => ids[1]!.includes(id))).toEqual([]);
    expect(await remainsOf(UIDS)).toEqual([]);
  });

  test('the second does not sweep what the first still uses', async () => {
    await withRunner(async (first) => {
      const running = first.run({ argv: ['/bin/sh', '-c', 'sleep 1; echo alive'] });
      await expect.poll(() => first.load.running, { timeout: 10_000 }).toBe(1);
      for (let round = 0; round < 3; round++) {
        await withRunner((second) => second.run({ argv: ['/bin/true'] }));
      }
      expect(await running).toMatchObject({ stdout: 'alive\n', exitCode: 0 });
      expect(await first.run({ argv: ['/bin/echo', 'next'] })).toMatchObject({ stdout: 'next\n' });
    });
  });
});

describe('a worker thread', () => {
  const start = (close: boolean) =>
    new Worker(join(FIXTURES, 'worker.mjs'), { workerData: { uids: UIDS, close } });

  test('runs programs, and ends by itself', async () => {
    const worker = start(true);
    const exited = once(worker, 'exit');
    expect((await once(worker, 'message'))[0]).toEqual(['1\n', '2\n', '3\n']);
    expect((await exited)[0]).toBe(0);
    expect(await remainsOf(UIDS)).toEqual([]);
  });

  test('that is terminated leaves no process behind', async () => {
    const worker = start(false);
    await once(worker, 'message');
    await worker.terminate();
    await expect.poll(() => processesOf(UIDS), { timeout: 2_000 }).toEqual([]);
    await withRunner((runner) => runner.run({ argv: ['/bin/true'] }));
    expect(await remainsOf(UIDS)).toEqual([]);
  });

  test('that ends does not take the cells of the main thread with it', async () => {
    await withRunner(async (runner) => {
      await runner.run({ argv: ['/bin/true'] });
      const worker = start(true);
      await once(worker, 'exit');
      expect(await runner.run({ argv: ['/bin/echo', 'here'] })).toMatchObject({ stdout: 'here\n' });
    });
  });
});
