import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BailiffError, probeTiming } from '../../../lib/index.js';
import { remainsOf } from '../../support/leftovers.js';
import { HAS_CGROUPS, lacks } from '../../support/requirements.js';
import { ownUids } from '../../support/runners.js';

test.skipIf(lacks(HAS_CGROUPS))('probeTiming() times equal work in jails, and leaves nothing', async () => {
  const { findings, noise, steady } = await probeTiming({ uids: ownUids() });
  expect(findings.map(({ id }) => id).slice(-4)).toEqual([
    'timing-cpu-clock',
    'timing-alone',
    'timing-together',
    'timing-stolen',
  ]);
  expect(findings.filter(({ state }) => state === 'missing')).toEqual([]);
  for (const { runs, cpuMs, wallMs } of [noise!.alone, noise!.together]) {
    expect(runs).toBeGreaterThanOrEqual(5);
    expect(cpuMs.p5Ms).toBeGreaterThan(10);
    expect(cpuMs.p50Ms).toBeLessThan(250);
    expect(wallMs.p50Ms).toBeGreaterThan(0.9 * cpuMs.p5Ms);
  }
  const measured = findings.slice(-4).every(({ state }) => state === 'enforced');
  expect(steady).toBe(measured);
  expect(await remainsOf(ownUids())).toEqual([]);
});

test('probeTiming() has a finding in the place of figures where no jail can be made', async () => {
  const home = await mkdtemp(join(tmpdir(), 'bailiff-timing-'));
  const nsjail = join(home, 'none');
  try {
    const { findings, noise, steady } = await probeTiming({ home, nsjail });
    expect(findings.at(-1)).toMatchObject({ id: 'timing-alone', state: 'missing' });
    expect(findings.at(-1)!.detail).toContain(nsjail);
    expect({ noise, steady }).toEqual({ noise: undefined, steady: false });
  } finally {
    await rm(home, { recursive: true });
  }
});

test('probeTiming() rejects when cancelled, and for options that are none', async () => {
  await expect(probeTiming({ signal: AbortSignal.timeout(200), uids: ownUids() })).rejects.toMatchObject({
    name: 'TimeoutError',
  });
  const wrong = probeTiming({ uids: { start: 0, count: 1 } });
  await expect(wrong).rejects.toBeInstanceOf(BailiffError);
  await expect(wrong).rejects.toMatchObject({ code: 'INVALID_OPTIONS' });
  expect(await remainsOf(ownUids())).toEqual([]);
});
