import { describe, expect, it } from 'vitest';
import { randomFrom, ratioOf } from '../../../../bench/measure/bootstrap.js';

const noisy = (centre: number, seed: number, n = 200) => {
  const random = randomFrom(seed);
  return Array.from({ length: n }, () => centre * (0.8 + 0.4 * random()));
};
const median = (samples: readonly number[]) => [{ samples, percent: 50 }];

describe('ratioOf()', () => {
  it('knows that equal sets are equal, and how sure it is', () => {
    const { value, low, high } = ratioOf(median(noisy(5, 1)), median(noisy(5, 2)));
    expect(low).toBeLessThan(1);
    expect(high).toBeGreaterThan(1);
    expect(value).toBeGreaterThan(low);
    expect(value).toBeLessThan(high);
  });

  it('is surer with more samples', () => {
    const width = (n: number) => {
      const { low, high } = ratioOf(median(noisy(5, 1, n)), median(noisy(5, 2, n)));
      return high - low;
    };
    expect(width(2_000)).toBeLessThan(width(20) / 3);
  });

  it('finds a change of a tenth', () => {
    const { low, high } = ratioOf(median(noisy(5.5, 1, 1_000)), median(noisy(5, 2, 1_000)));
    expect(low).toBeGreaterThan(1.05);
    expect(high).toBeLessThan(1.15);
  });

  it('takes single values as exact, and nothing below as 1', () => {
    expect(ratioOf(median([6]), median([2]))).toEqual({ value: 3, low: 3, high: 3 });
    expect(ratioOf(median([6]), [])).toEqual({ value: 6, low: 6, high: 6 });
  });

  it('says the same of the same samples', () => {
    const sets = [median(noisy(1, 1)), median(noisy(2, 2))] as const;
    expect(ratioOf(...sets)).toEqual(ratioOf(...sets));
  });
});

it('randomFrom() is even, and as its seed', () => {
  const drawn = Array.from({ length: 10_000 }, randomFrom(7));
  expect(drawn.filter((value) => value < 0.25).length / 10_000).toBeCloseTo(0.25, 1);
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...drawn)).toBeLessThan(1);
  expect(Array.from({ length: 3 }, randomFrom(7))).toEqual(drawn.slice(0, 3));
});
