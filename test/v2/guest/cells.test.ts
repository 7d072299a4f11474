import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createRunner, type LimitsInput } from '../../../lib/index.js';
import { nameOf, processesOf, remainsOf } from '../../support/leftovers.js';
import { ownUids } from '../../support/runners.js';
import { groupOf, KERNEL_RESETS_PEAK } from './kernel.js';

const MiB = 2 ** 20;
const UIDS = ownUids();
const HOG = 'x = []\nwhile True: x.append(bytearray(1 << 20))';
const runner = createRunner({ uids: UIDS, concurrency: 1, parked: 1, require: ['cgroup'] });
afterAll(() => runner.close());

const python = (code: string, limits: LimitsInput = {}) => runner.run({ language: 'python', code, limits });

async function nsjails(): Promise<number[]> {
  const pids = await processesOf(UIDS);
  const names = await Promise.all(pids.map(nameOf));
  return pids.filter((_, i) => names[i] === 'nsjail');
}

describe('cells on this kernel', () => {
  test('serve many runs exactly where the peak of memory can be reset', async () => {
    await runner.run({ argv: ['/bin/true'] });
    const before = await nsjails();
    for (let round = 0; round < 3; round++) await runner.run({ argv: ['/bin/true'] });
    const stayed = (await nsjails()).filter((pid) => before.includes(pid));
    expect(stayed.length > 0).toBe(KERNEL_RESETS_PEAK);
  });

  test('do not charge a run for the peak of the one before', async () => {
    const big = await python('x = bytearray(100 << 20)', { memoryBytes: 256 * MiB });
    expect(big.usage.memoryBytes).toBeGreaterThan(100 * MiB);
    expect(big.usage.memoryBytes).toBeLessThan(116 * MiB);
    const small = await runner.run({ argv: ['/bin/true'] });
    console.log(`/bin/true: ${small.usage.memoryBytes / 1_024} KiB, ${small.usage.cpuMs} ms`);
    expect(small.usage.memoryBytes).toBeLessThan(4 * MiB);
  });

  test('keep a program out of the swap that the machine has', async () => {
    expect(swap('SwapTotal')).toBeGreaterThan(512 * 1_024);
    const before = swap('SwapFree');
    const result = await python(HOG, { memoryBytes: 64 * MiB });
    expect(result).toMatchObject({ status: 'limit-exceeded', limit: 'memory', usage: { oomKills: 1 } });
    expect(before - swap('SwapFree')).toBeLessThan(1_024);
    expect(result.usage.memoryBytes).toBeLessThan(66 * MiB);
  });

  test('limit the group that they are in, and nothing above it', async () => {
    const running = python('import time; time.sleep(2)', { memoryBytes: 64 * MiB, processes: 7 });
    await expect.poll(() => groupsWith('pids.max', '9\n')).toHaveLength(1); // and nsjail and the gate
    const [slot] = groupsWith('pids.max', '9\n');
    const memoryMax = Number(readFileSync(join(groupOf(slot!), 'memory.max'), 'utf8'));
    expect(memoryMax).toBeGreaterThan(64 * MiB);
    expect(memoryMax).toBeLessThan(80 * MiB);
    expect(readFileSync(join(groupOf(slot!), 'memory.swap.max'), 'utf8')).toBe('0\n');
    expect(readFileSync(join(groupOf(''), 'memory.max'), 'utf8')).toBe('max\n');
    await running;
  });

  test('leave no group behind', async () => {
    await runner.close();
    expect(await remainsOf(UIDS)).toEqual([]);
  });
});

function swap(field: 'SwapTotal' | 'SwapFree'): number {
  return Number(new RegExp(`^${field}: +(\\d+) kB$`, 'm').exec(readFileSync('/proc/meminfo', 'utf8'))![1]);
}

function groupsWith(file: string, text: string): string[] {
  const slots = Array.from({ length: UIDS.count / 2 }, (_, i) => String(UIDS.start / 2 + i));
  return slots.filter((slot) => {
    try {
      return readFileSync(join(groupOf(slot), file), 'utf8') === text;
    } catch {
      return false;
    }
  });
}
