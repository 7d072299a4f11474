import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createRunner, type RunnerOptions } from '../../../lib/index.js';
import { openDescriptors, processesOf, remainsOf } from '../../support/leftovers.js';
import { HAS_CGROUPS, lacks } from '../../support/requirements.js';
import { ownUids, withRunner } from '../../support/runners.js';

const NAP = { argv: ['/bin/sleep', '0.3'] };
const PATIENT = { timeout: 10_000, interval: 10 }; // the first call looks for the toolchains

/** Children and their pipes; timers and file requests come and go with the test runner. */
const ownHandles = () =>
  process
    .getActiveResourcesInfo()
    .filter((name) => /Process|Pipe|Socket/.test(name))
    .sort();

describe('createRunner()', () => {
  test('starts nothing before the first call', async () => {
    await withRunner(async () => {
      await sleep(200);
      expect(await remainsOf(ownUids())).toEqual([]);
    });
  });

  test('runs as many at once as it says, and no more', async () => {
    await withRunner(
      async (runner) => {
        expect(runner.concurrency).toBe(3);
        const all = Promise.all(Array.from({ length: 7 }, () => runner.run(NAP)));
        await expect.poll(() => runner.load, PATIENT).toEqual({ running: 3, waiting: 4 });
        expect((await all).every(({ ok }) => ok)).toBe(true);
        expect(runner.load).toEqual({ running: 0, waiting: 0 });
      },
      { concurrency: 3 },
    );
  });

  test('takes the number of cores for the concurrency', () => {
    expect(createRunner().concurrency).toBe(availableParallelism());
  });

  test('rejects what its queue cannot hold, and takes more when there is room', async () => {
    await withRunner(
      async (runner) => {
        await runner.run(NAP);
        const first = runner.run(NAP);
        await expect.poll(() => runner.load.running, PATIENT).toBe(1);
        const second = runner.run(NAP);
        await expect.poll(() => runner.load.waiting, PATIENT).toBe(1);
        await expect(runner.run(NAP)).rejects.toMatchObject({
          code: 'QUEUE_FULL',
          blame: 'caller',
          message: expect.stringContaining('maxQueue'),
        });
        expect((await Promise.all([first, second])).every(({ ok }) => ok)).toBe(true);
        expect(await runner.run(NAP)).toMatchObject({ ok: true });
      },
      { concurrency: 1, maxQueue: 1 },
    );
  });

  test('keeps no more cells than it says', async () => {
    await withRunner(
      async (runner) => {
        for (let round = 0; round < 3; round++) {
          await Promise.all(Array.from({ length: 8 }, () => runner.run({ argv: ['/bin/true'] })));
        }
        for (let size = 1; size <= 6; size++) {
          await runner.run({ argv: ['/bin/true'], limits: { boxBytes: size * 2 ** 20 } });
        }
        const perCell = 4; // two of launch, nsjail and the gate
        expect((await processesOf(ownUids())).length).toBeLessThanOrEqual((2 * 2 + 2) * perCell);
      },
      { concurrency: 2, parked: 2 },
    );
  });

  test('pins each cell to one core when asked to, which no program can leave', async () => {
    await withRunner(
      async (runner) => {
        const script = `taskset -p ${'f'.repeat(availableParallelism())} $$ 2>&1; taskset -p 1 1 2>&1; nproc`;
        const { stdout } = await runner.run({ argv: ['/bin/sh', '-c', script] });
        expect(stdout.match(/Operation not permitted/g)).toHaveLength(2);
        expect(stdout).toMatch(/\n1\n$/);
      },
      { pin: true },
    );
  });

  test.skipIf(lacks(HAS_CGROUPS))('takes requirements that the machine meets', async () => {
    await withRunner(async (runner) => expect(await runner.run(NAP)).toMatchObject({ ok: true }), {
      require: ['cgroup', 'own-uid'],
    });
  });

  test.each<[string, unknown]>([
    ['an unknown option', { threads: 4 }],
    ['no concurrency', { concurrency: 0 }],
    ['a fraction', { concurrency: 1.5 }],
    ['the uids of the host', { uids: { start: 0, count: 10 } }],
    ['an unknown requirement', { require: ['kvm'] }],
    ['a limit that is none', { ceilings: { cpuMs: 'long' } }],
  ])('refuses %s', (_, options) => {
    expect(() => createRunner(options as RunnerOptions)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTIONS', blame: 'caller' }),
    );
  });
});

describe('runner.close()', () => {
  test('leaves nothing, and the runner refuses everything from then on', async () => {
    const runner = createRunner({ uids: ownUids() });
    const program = await runner.compile({ language: 'python', code: '' });
    await runner.run({ argv: ['/bin/true'] });
    await runner.close();
    expect(await remainsOf(ownUids())).toEqual([]);
    await expect(runner.run({ argv: ['/bin/true'] })).rejects.toMatchObject({
      code: 'CLOSED',
      blame: 'caller',
    });
    await expect(runner.compile({ language: 'c', code: '' })).rejects.toMatchObject({ code: 'CLOSED' });
    if (program.status !== 'compiled') throw new Error(program.stderr);
    await expect(program.run()).rejects.toMatchObject({ code: 'CLOSED' });
  });

  test('ends what runs and what waits', async () => {
    const runner = createRunner({ uids: ownUids(), concurrency: 1 });
    const calls = [1, 2, 3].map(() => runner.run({ argv: ['/bin/sleep', '30'] }));
    const settled = Promise.allSettled(calls);
    await expect.poll(() => runner.load, PATIENT).toEqual({ running: 1, waiting: 2 });
    await sleep(200);
    const startedAt = performance.now();
    await runner.close();
    expect(performance.now() - startedAt).toBeLessThan(2_500);
    for (const each of await settled) {
      expect(each).toMatchObject({ status: 'rejected', reason: { code: 'CLOSED', blame: 'caller' } });
    }
    expect(await remainsOf(ownUids())).toEqual([]);
  });

  test('can be called at any time and as often as one likes', async () => {
    const unused = createRunner({ uids: ownUids() });
    await Promise.all([unused.close(), unused.close()]);
    await unused.close();
    const starting = createRunner({ uids: ownUids() });
    const call = starting.run({ argv: ['/bin/true'] }).catch((error: unknown) => error);
    await starting.close();
    const outcome = await call;
    expect(outcome).toSatisfy(
      (each: { code?: string; ok?: boolean }) => each.code === 'CLOSED' || each.ok === true,
    );
    await expect.poll(() => remainsOf(ownUids())).toEqual([]);
  });

  test('is what await using does', async () => {
    {
      await using runner = createRunner({ uids: ownUids() });
      await runner.run({ argv: ['/bin/true'] });
    }
    expect(await remainsOf(ownUids())).toEqual([]);
  });

  test('gives back every descriptor and handle, runner after runner', async () => {
    const once = () =>
      withRunner(async (runner) => {
        await Promise.all([1, 2, 3].map(() => runner.run({ argv: ['/bin/echo', 'x'], collect: ['y'] })));
      });
    await once();
    const [before, handles] = [await openDescriptors(), ownHandles()];
    for (let round = 0; round < 4; round++) await once();
    expect(await openDescriptors()).toBe(before);
    expect(ownHandles()).toEqual(handles);
    expect(process.listenerCount('beforeExit')).toBeLessThan(10);
  });
});
