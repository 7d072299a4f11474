import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeAlone, judgeCpuClock, judgeTogether, type Noise, spreadOf } from '../../../lib/timing-noise.js';

const sample = (...cpuMs: number[]) => ({
  runs: cpuMs.length,
  cpuMs: spreadOf(cpuMs),
  wallMs: spreadOf(cpuMs.map((ms) => ms * 1.5)),
});
const noise = (alone: number[], together = alone): Noise => ({
  cpuClock: 'cgroup',
  alone: sample(...alone),
  together: { ...sample(...together), programs: 2 },
});

describe('spreadOf()', () => {
  test('tells percentiles and the coefficient of variation', () => {
    const times = Array.from({ length: 101 }, (_, i) => i);
    expect(spreadOf(times)).toEqual({ p5Ms: 5, p50Ms: 50, p95Ms: 95, cv: expect.closeTo(0.583, 3) });
    expect(spreadOf([7])).toEqual({ p5Ms: 7, p50Ms: 7, p95Ms: 7, cv: 0 });
    expect(spreadOf([0, 0])).toMatchObject({ cv: 0 });
  });

  test('is ordered, and depends on no order', () => {
    const times = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(times, (timesMs) => {
        const { p5Ms, p50Ms, p95Ms, cv } = spreadOf(timesMs);
        expect(p5Ms).toBeLessThanOrEqual(p50Ms);
        expect(p50Ms).toBeLessThanOrEqual(p95Ms);
        expect(cv).toBeGreaterThanOrEqual(0);
        expect(spreadOf([...timesMs].reverse())).toMatchObject({ p5Ms, p50Ms, p95Ms });
      }),
    );
  });
});

describe('what is measured', () => {
  test('is fine within 5 %', () => {
    expect(judgeAlone(noise([50, 51, 52]))).toEqual({
      id: 'timing-alone',
      title: 'Equal work, alone',
      state: 'enforced',
      detail: 'CPU 50 ms to 52 ms (CV 1.6 %), wall 75 ms to 78 ms (CV 1.6 %) in 3 runs',
    });
    expect(judgeTogether(noise([50, 51, 52]))).toMatchObject({ state: 'enforced' });
  });

  test('is weaker beyond', () => {
    expect(judgeAlone(noise([50, 51, 56]))).toMatchObject({ state: 'weaker', fix: expect.any(String) });
    expect(judgeTogether(noise([50, 50], [50, 51, 56]))).toMatchObject({ state: 'weaker' });
  });

  test('is weaker when neighbours make it slower, however equal it is', () => {
    const finding = judgeTogether(noise([50, 50, 50], [60, 60, 60]));
    expect(finding).toMatchObject({
      state: 'weaker',
      detail: expect.stringMatching(/20\.0 % slower than alone$/),
    });
  });

  test('is less by polling than by the kernel’s counter', () => {
    expect(judgeCpuClock(noise([50]))).toMatchObject({ state: 'enforced' });
    expect(judgeCpuClock({ ...noise([50]), cpuClock: 'polling' })).toMatchObject({ state: 'weaker' });
  });
});
