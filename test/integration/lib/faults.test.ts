import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createRunner, type Runner } from '../../../lib/index.js';
import { startJobScript } from '../../support/job-script.js';
import { descendantsOf, nameOf, remainsOf } from '../../support/leftovers.js';
import { CELLS_STAY, HAS_CGROUPS, lacks } from '../../support/requirements.js';
import { ownUids, withRunner } from '../../support/runners.js';
import { SLOWNESS } from '../../support/slowness.js';

const UIDS = ownUids();

/** Our own processes of a name: those below this one, or below the first of another name. */
async function ownPids(name: string, above = process.pid): Promise<number[]> {
  const pids = await descendantsOf(above);
  const names = await Promise.all(pids.map(nameOf));
  return pids.filter((_, i) => names[i] === name);
}

/** Kills one of our own processes: the name is looked at right before. */
async function killOwn(pid: number | undefined, name: string): Promise<void> {
  if (pid === undefined || pid < 2 || (await nameOf(pid)) !== name) throw new Error(`no ${name} of ours`);
  process.kill(pid, 'SIGKILL');
}

const VICTIMS: readonly [string, () => Promise<void>][] = [
  ['nsjail', async () => killOwn((await ownPids('nsjail'))[0], 'nsjail')],
  ['the gate', async () => killOwn((await ownPids('gate'))[0], 'gate')],
  ['the outer launch', async () => killOwn((await ownPids('bailiff-native'))[0], 'bailiff-native')],
  ['the inner launch', async () => killOwn((await ownPids('bailiff-native'))[1], 'bailiff-native')],
];

describe('when a part of a cell is killed', () => {
  let runner: Runner;
  beforeAll(() => {
    runner = createRunner({ uids: UIDS, concurrency: 1, parked: 1 });
  });
  afterAll(() => runner.close());

  test.each(VICTIMS)('%s: the running call is a host fault, and the next one works', async (_, kill) => {
    let up = false;
    const running = runner.run({
      argv: ['/bin/sh', '-c', 'setsid sleep 30 & echo up; sleep 30'],
      onStdout: () => {
        up = true;
      },
    });
    const settled = expect(running).rejects.toMatchObject({
      name: 'BailiffError',
      code: 'JAIL_FAILED',
      blame: 'host',
      message: expect.stringMatching(/^Jail failed: .*; run: bailiff doctor$/s),
    });
    await expect.poll(() => up, { timeout: 10_000 }).toBe(true);
    const startedAt = performance.now();
    await kill();
    await settled;
    expect(performance.now() - startedAt).toBeLessThan(3_000 * SLOWNESS);
    expect(await runner.run({ argv: ['/bin/echo', 'next'] })).toMatchObject({ stdout: 'next\n' });
  });

  test.each(VICTIMS)('%s, while it is parked: the next calls work', async (_, kill) => {
    await runner.run({ argv: ['/bin/true'] });
    await sleep(50);
    await vi.waitFor(kill, { timeout: 5_000 * SLOWNESS }); // on some kernels each run needs a new cell
    await sleep(100);
    for (const word of ['one', 'two']) {
      expect(await runner.run({ argv: ['/bin/echo', word] })).toMatchObject({ stdout: `${word}\n` });
    }
  });

  test('the program alone: that is its own ending', async () => {
    let up = false;
    const running = runner.run({
      argv: ['/bin/sleep', '30'],
      limits: { wallMs: 20_000 },
    });
    await expect.poll(async () => (up = (await ownPids('sleep')).length > 0), { timeout: 10_000 }).toBe(true);
    expect(up).toBe(true);
    await killOwn((await ownPids('sleep'))[0], 'sleep');
    expect(await running).toMatchObject({ status: 'signaled', signal: 'SIGKILL', usage: { oomKills: 0 } });
  });

  test('nothing of it stays', async () => {
    await runner.close();
    expect(await remainsOf(UIDS)).toEqual([]);
  });
});

describe('when another process of the machine was killed', () => {
  const uids = { start: UIDS.start, count: 4 };

  test('the one that gets its user ids next gets none of its limits', async () => {
    await withRunner(
      async (runner) => {
        await runner.run({ argv: ['/bin/true'] });
        const limits = { memoryBytes: '32MiB' };
        const other = await startJobScript({ jobs: [{ argv: ['/bin/true'], limits }], options: { uids } });
        expect(await other.next()).toMatchObject({ ok: true });
        await other.kill();
        const both = [1, 2].map(() =>
          runner.run({ argv: ['/bin/sleep', '0.3'], limits: { memoryBytes: '256MiB' } }),
        );
        expect((await Promise.all(both)).map(({ ok }) => ok)).toEqual([true, true]);
      },
      { uids, concurrency: 2, parked: 1 },
    );
  });
});

describe.skipIf(lacks(CELLS_STAY))('when user ids run out', () => {
  const uids = { start: UIDS.start, count: 2 };

  test('a call that finds none is told the range', async () => {
    await withRunner(
      async (runner) => {
        const outcomes = await Promise.allSettled(
          [1, 2].map(() => runner.run({ argv: ['/bin/sleep', '0.5'] })),
        );
        const refused = outcomes.filter((each) => each.status === 'rejected').map(({ reason }) => reason);
        expect(refused).toHaveLength(1);
        expect(refused[0]).toMatchObject({
          code: 'LEASES_EXHAUSTED',
          blame: 'host',
          message: expect.stringContaining(`${uids.start} to ${uids.start + 1}`),
        });
        expect(await runner.run({ argv: ['/bin/true'] })).toMatchObject({ ok: true });
      },
      { uids, concurrency: 2 },
    );
  });

  test('another process’s cells are not touched', async () => {
    await withRunner(
      async (first) => {
        await first.run({ argv: ['/bin/true'] });
        await withRunner(
          (second) =>
            expect(second.run({ argv: ['/bin/true'] })).rejects.toMatchObject({ code: 'LEASES_EXHAUSTED' }),
          { uids },
        );
        expect(await first.run({ argv: ['/bin/true'] })).toMatchObject({ ok: true });
      },
      { uids, parked: 1 },
    );
  });

  test('calls that a busy cell can serve in a moment are not refused for a spare that cannot start', async () => {
    await withRunner(
      async (runner) => {
        for (let i = 0; i < 40; i++)
          expect(await runner.run({ argv: ['/bin/true'] })).toMatchObject({ ok: true });
      },
      { uids, concurrency: 1 },
    );
  });
});

describe('when nsjail is no nsjail', () => {
  test.each(['/bin/false', '/bin/cat'])('%s: a host fault, at once and by name', async (nsjail) => {
    const startedAt = performance.now();
    await withRunner(
      (runner) => expect(runner.run({ argv: ['/bin/true'] })).rejects.toMatchObject({ blame: 'host' }),
      { nsjail },
    );
    expect(performance.now() - startedAt).toBeLessThan(8_000 * SLOWNESS);
    expect(await remainsOf(UIDS)).toEqual([]);
  });
});

describe('no program can cause a host fault', () => {
  test.skipIf(lacks(HAS_CGROUPS)).each([
    ['fills all of its tmpfs', 'for d in /box /tmp /dev/shm; do head -c 200000000 /dev/zero > $d/x; done'],
    [
      'opens pipes full of data',
      'perl -e \'while (pipe(my $r, my $w)) { push @p, $r, $w; fcntl($w, 1031, 1 << 20); syswrite $w, "x" x (1 << 20); }\'',
    ],
    ['forks without end and allocates', 'perl -e \'while (1) { fork; push @x, "x" x (1 << 20) }\''],
    ['kills everything it may', 'kill -9 -1; kill -STOP 1; kill -9 1; kill -9 2'],
    [
      'closes all descriptors',
      'exec 0<&- 1>&- 2>&-; for i in 3 4 5 6 7 8 9; do eval "exec $i>&-"; done; true',
    ],
    [
      'writes to every descriptor that is there',
      'for i in 3 4 5 6 7 8 9; do eval "echo garbage >&$i"; done 2> /dev/null; true',
    ],
    [
      'looks for the gate’s descriptors',
      'for i in 3 4 5 6 7; do echo garbage > /proc/1/fd/$i; done 2> /dev/null; true',
    ],
    ['freezes the jail', 'kill -STOP -1; sleep 5'],
  ])('that %s', async (_, script) => {
    await withRunner(async (runner) => {
      for (let round = 0; round < 2; round++) {
        const result = await runner.run({
          argv: ['/bin/sh', '-c', script],
          limits: { memoryBytes: '64MiB', cpuMs: 2_000, wallMs: 3_000, boxBytes: '256MiB' },
          collect: ['x'],
        });
        expect(['exited', 'signaled', 'limit-exceeded']).toContain(result.status);
        expect(await runner.run({ argv: ['/bin/echo', 'next'] })).toMatchObject({ stdout: 'next\n' });
      }
    });
    expect(await remainsOf(UIDS)).toEqual([]);
  });
});
