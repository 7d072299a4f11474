import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  mean,
  median,
  percentile,
  relativeMarginOfError,
  slope,
  summarize,
} from '../../../../bench/measure/statistics.js';

const numbers = (minLength: number) =>
  fc.array(fc.double({ min: 0.001, max: 1e6, noNaN: true }), { minLength, maxLength: 50 });
const close = (a: number, b: number) => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));

describe('percentile()', () => {
  it('interpolates between neighbours', () => {
    expect(percentile([4, 1, 3, 2], 50)).toBe(2.5);
    expect(percentile([10, 20, 30, 40, 50], 95)).toBe(48);
    expect(percentile([7], 99)).toBe(7);
  });

  it('stays within the values, and rises with the percentage', () => {
    const percent = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(numbers(1), percent, percent, (values, a, b) => {
        const [low, high] = [percentile(values, Math.min(a, b)), percentile(values, Math.max(a, b))];
        expect(low).toBeGreaterThanOrEqual(Math.min(...values));
        expect(high).toBeLessThanOrEqual(Math.max(...values));
        expect(low <= high || close(low, high)).toBe(true);
      }),
    );
  });

  it('does not depend on the order, nor change it', () => {
    const values = [3, 1, 2];
    expect(median(values)).toBe(2);
    expect(values).toEqual([3, 1, 2]);
  });

  it('refuses to make up a value', () => {
    expect(() => percentile([], 50)).toThrow(RangeError);
  });
});

describe('relativeMarginOfError()', () => {
  it('is half the 95 % confidence interval, in percent of the mean', () => {
    // mean 10, sample standard deviation 2, 16 values: 100 * 1.96 * (2 / 4) / 10
    const deviation = 2 * Math.sqrt(15 / 16);
    const values = Array.from({ length: 16 }, (_, i) => 10 + (i % 2 === 0 ? deviation : -deviation));
    expect(relativeMarginOfError(values)).toBeCloseTo(9.8, 9);
  });

  it('is zero for equal values, and does not depend on the unit', () => {
    expect(relativeMarginOfError([5, 5, 5])).toBe(0);
    fc.assert(
      fc.property(numbers(2), (values) =>
        close(relativeMarginOfError(values), relativeMarginOfError(values.map((value) => value * 8))),
      ),
    );
  });

  it('refuses a single value', () => {
    expect(() => relativeMarginOfError([1])).toThrow(RangeError);
  });
});

describe('slope()', () => {
  it('finds the line that points lie on', () => {
    const coefficient = fc.integer({ min: -1_000, max: 1_000 });
    const xs = fc.uniqueArray(fc.integer({ min: 0, max: 10_000 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(xs, coefficient, coefficient, (some, a, b) =>
        close(slope(some.map((x) => [x, a * x + b] as const)), a),
      ),
    );
  });

  it('refuses points above each other', () => {
    expect(() =>
      slope([
        [1, 2],
        [1, 3],
      ]),
    ).toThrow(RangeError);
  });
});

describe('summarize()', () => {
  it('names what it has counted', () => {
    const times = Array.from({ length: 101 }, (_, i) => i);
    expect(summarize(times)).toEqual({
      n: 101,
      meanMs: mean(times),
      p50Ms: 50,
      p95Ms: 95,
      p99Ms: 99,
      rmePercent: expect.closeTo(11.43, 2),
    });
  });
});
