import { expect, test } from 'vitest';
import { allowedCores } from '../../../lib/jail/cores.js';
import { HAS_CGROUPS, lacks } from '../../support/requirements.js';
import { withRunner } from '../../support/runners.js';

interface Stay {
  readonly core: string;
  readonly from: bigint;
  readonly to: bigint;
}

/** Prints where it is pinned, and when it came and went, in ns. */
const STAY = `grep Cpus_allowed_list: /proc/self/status; date +%s%N; sleep 0.02; date +%s%N`;

function readStay(stdout: string): Stay {
  const [core, from, to] = stdout.trim().split('\n');
  return { core: core!.split('\t')[1]!, from: BigInt(from!), to: BigInt(to!) };
}

const overlap = (a: Stay, b: Stay) => a !== b && a.from < b.to && b.from < a.to;

test('a pinned runner gives each running program a core of its own, whatever its kind of jail', async () => {
  await withRunner(
    async (runner) => {
      const runs = Array.from({ length: 60 }, (_, i) =>
        runner.run({ argv: ['/bin/sh', '-c', STAY], loopback: i % 3 === 0 }),
      );
      const stays = (await Promise.all(runs)).map(({ stdout }) => readStay(stdout));
      const cores = new Set(stays.map(({ core }) => core));
      const allowed = allowedCores().flat().map(String);
      expect(allowed).toEqual(expect.arrayContaining([...cores]));
      expect(cores.size).toBe(runner.concurrency);
      for (const a of stays) for (const b of stays) if (overlap(a, b)) expect(a.core).not.toBe(b.core);
      const together = stays.some((a) => stays.some((b) => overlap(a, b)));
      expect(together).toBe(runner.concurrency > 1);
    },
    { pin: true },
  );
});

test('a pinned runner never has more places than cores', async () => {
  await withRunner(
    async (runner) => {
      expect(runner.concurrency).toBeLessThanOrEqual(allowedCores().flat().length);
      const runs = Array.from({ length: 20 }, () => runner.run({ argv: ['/bin/true'] }));
      expect((await Promise.all(runs)).every(({ ok }) => ok)).toBe(true);
    },
    { pin: true, concurrency: 256 },
  );
});

test.skipIf(lacks(HAS_CGROUPS))('a pinned runner goes on where a program has run out of memory', async () => {
  await withRunner(
    async (runner) => {
      const hog = ['/bin/sh', '-c', 'a=xxxxxxxx; while :; do a=$a$a; done'];
      for (let round = 0; round < 3; round++) {
        const end = await runner.run({ argv: hog, limits: { memoryBytes: 32 * 2 ** 20 } });
        expect(end).toMatchObject({ status: 'limit-exceeded', limit: 'memory' });
        expect(await runner.run({ argv: ['/bin/true'] })).toMatchObject({ ok: true });
      }
    },
    { pin: true, concurrency: 1 },
  );
});
