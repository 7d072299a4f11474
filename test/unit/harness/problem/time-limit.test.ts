import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openPackage } from '../../../../harness/problem/package.js';
import { computeTimeLimitMs, readTimeLimit } from '../../../../harness/problem/time-limit.js';
import { writeFolder } from '../../../support/problem-package.js';

describe('computeTimeLimitMs()', () => {
  test.each([
    [0, 5, 1_000, 1_000],
    [100, 5, 1_000, 1_000],
    [200, 5, 1_000, 1_000],
    [200.1, 5, 1_000, 2_000],
    [1_700, 2, 500, 3_500],
  ])('from %d ms × %d in steps of %d ms is %d ms', (slowest, multiplier, resolution, limit) => {
    expect(computeTimeLimitMs(slowest, multiplier, resolution)).toBe(limit);
  });

  test('is the least whole number of steps that is enough', () => {
    const times = fc.double({ min: 0, max: 60_000, noNaN: true });
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 10 }), (slowest, multiplier) => {
        const limit = computeTimeLimitMs(slowest, multiplier, 1_000);
        expect(limit % 1_000).toBe(0);
        expect(limit).toBeGreaterThanOrEqual(slowest * multiplier);
        expect(limit === 1_000 || limit - 1_000 < slowest * multiplier).toBe(true);
      }),
    );
  });
});

const RULES = { multiplier: 5, resolutionMs: 1_000, tleFactor: 2 };

describe('readTimeLimit()', () => {
  test.each([
    [
      { '.timelimit': '2.5\n' },
      undefined,
      { kind: 'declared', timeMs: 2_500, file: '.timelimit', tleFactor: 2 },
    ],
    [
      { 'domjudge-problem.ini': '; c\nname=x\ntimelimit = "3"\n' },
      undefined,
      { kind: 'declared', timeMs: 3_000, file: 'domjudge-problem.ini', tleFactor: 2 },
    ],
    [
      { 'domjudge-problem.ini': 'name=x\n' },
      4,
      { kind: 'declared', timeMs: 4_000, file: 'problem.yaml', tleFactor: 2 },
    ],
    [
      { '.timelimit': '2', 'domjudge-problem.ini': "timelimit='2.0'" },
      2,
      { kind: 'declared', timeMs: 2_000, file: '.timelimit', tleFactor: 2 },
    ],
    [{}, undefined, { kind: 'computed', ...RULES }],
  ])('of %j and %s', async (files, yamlSeconds, limit) => {
    await using folder = await writeFolder('sum', files as Record<string, string>);
    expect(await readTimeLimit(await openPackage(folder.path), RULES, yamlSeconds)).toEqual(limit);
  });
});
