import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRunner, type Program } from '../../../lib/index.js';
import { packageRoot } from '../../../lib/package-root.js';
import { FULL, howMany } from '../../support/how-much.js';
import { compiled } from '../../support/programs.js';
import { HAS_CGROUPS, lacks } from '../../support/requirements.js';
import { ownUids } from '../../support/runners.js';
import { keepCoresBusy } from './busy-cores.js';
import { Spread } from './spread.js';

const MiB = 2 ** 20;
const TIMEOUT_MS = FULL ? 600_000 : 60_000;
const REPEAT = howMany('BAILIFF_REPEAT', 3, 20);
const MOST_TRIES = 100;
const WAYS = [
  ['self', 1],
  ['threads', 4],
  ['children', 4],
] as const;
const CPU_MS = FULL ? [1, 5, 20, 100, 500, 1_000] : [5, 100];
const MEMORY_MIB = FULL ? [1, 2, 4, 8, 16, 32, 64, 100, 128, 200] : [1, 16, 200];

const runner = createRunner({ uids: ownUids(), concurrency: 1 });
const programs: Record<string, Program> = {};
beforeAll(async () => {
  for (const name of ['burn', 'allocate', 'pause']) {
    const path = join(packageRoot(), 'test/robustness/measure/programs', `${name}.c`);
    programs[name] = await compiled(runner, { language: 'c', code: await readFile(path) });
  }
});
afterAll(() => runner.close());

/** Runs a program that prints the truth. */
async function measured(name: string, args: readonly (string | number)[]) {
  const result = await programs[name]!.run({
    args: args.map(String),
    limits: { cpuMs: 20_000, wallMs: 120_000 },
  });
  expect(result).toMatchObject({ status: 'exited', exitCode: 0 });
  return { truth: Number(result.stdout), usage: result.usage };
}

const cpu = new Spread('ms of CPU too much', FULL);
const memory = new Spread('MiB too much', FULL);
const wall = new Spread('ms of wall time too much', FULL);

async function expectHonestCpu(way: string, n: number, ms: number, machine: string): Promise<void> {
  for (let i = 0; i < REPEAT; i++) {
    const { truth, usage } = await measured('burn', [way, n, ms]);
    const error = usage.cpuMs - truth / 1e6;
    cpu.add(`${ms} ms, ${n} ${way}, ${machine}`, error);
    expect(truth / 1e6).toBeGreaterThanOrEqual(ms);
    expect(Math.abs(error), `${usage.cpuMs} for ${truth / 1e6}`).toBeLessThanOrEqual(2 + 0.02 * ms);
  }
}

/**
 * A figure may come late when the machine is busy: the least of several is what the measuring itself adds. The busier
 * it is, the more of them it takes to see that. A program's start and end are wall time, too: where they take more than
 * 2 ms after a rest, as on some virtual machines, it may be as much as for a program without a jail.
 */
async function expectHonestWall(ms: number, machine: string): Promise<void> {
  const errors: number[] = [];
  for (let i = 0; i < 2 * REPEAT || (Math.min(...errors) > 2 && i < MOST_TRIES); i++) {
    const { truth, usage } = await measured('pause', [ms]);
    errors.push(usage.wallMs - truth / 1e6);
    wall.add(`${ms} ms, ${machine}`, errors.at(-1)!);
  }
  const bareMs = Math.min(...errors) > 2 ? await leastBareMs(ms) : 0;
  expect(Math.min(...errors)).toBeGreaterThan(0); // its start and its end are outside of what it sees
  expect(Math.min(...errors)).toBeLessThanOrEqual(Math.max(2, bareMs));
}

/** What a plain spawn takes besides the time that its program sleeps. */
async function leastBareMs(ms: number): Promise<number> {
  const times: number[] = [];
  while (times.length < 2 * REPEAT) {
    const startedAt = performance.now();
    await promisify(execFile)('sleep', [String(ms / 1_000)]);
    times.push(performance.now() - startedAt - ms);
  }
  return Math.min(...times);
}

describe('usage.cpuMs is within 2 % and 2 ms of what the program burnt', () => {
  test.skipIf(lacks(HAS_CGROUPS)).each(WAYS)(
    'in %s (%d)',
    async (way, n) => {
      for (const ms of CPU_MS) await expectHonestCpu(way, n, ms, 'idle cores');
    },
    TIMEOUT_MS,
  );

  test.skipIf(lacks(HAS_CGROUPS))(
    'on cores that others keep busy',
    async () => {
      await using _ = keepCoresBusy();
      for (const [way, n] of WAYS) await expectHonestCpu(way, n, 50, 'busy cores');
    },
    TIMEOUT_MS,
  );
});

describe('usage.memoryBytes is within 2 % and 1 MiB of what the program had', () => {
  test.skipIf(lacks(HAS_CGROUPS)).each(WAYS)(
    'in %s (%d)',
    async (way, n) => {
      for (const mib of MEMORY_MIB)
        for (let i = 0; i < REPEAT; i++) {
          const { truth, usage } = await measured('allocate', [way, n, mib]);
          const error = (usage.memoryBytes - truth) / MiB;
          memory.add(`${mib} MiB, ${n} ${way}`, error);
          expect(truth).toBeGreaterThanOrEqual(mib * MiB);
          expect(Math.abs(error), `${usage.memoryBytes} for ${truth}`).toBeLessThanOrEqual(1 + 0.02 * mib);
        }
    },
    TIMEOUT_MS,
  );
});

describe('usage.wallMs is within 2 ms of the clock', () => {
  test(
    'on idle cores',
    async () => {
      for (const ms of [1, 30, 250]) await expectHonestWall(ms, 'idle cores');
    },
    TIMEOUT_MS,
  );

  test(
    'on cores that others keep busy',
    async () => {
      await using _ = keepCoresBusy();
      await expectHonestWall(30, 'busy cores');
    },
    TIMEOUT_MS,
  );
});
