import { describe, expect, it } from 'vitest';
import { trendOf } from '../../../../bench/measure/soak.js';

const MiB = 2 ** 20;
const samples = (bytesAt: (i: number) => number) =>
  Array.from({ length: 100 }, (_, i) => [100 * (i + 1), bytesAt(i)] as const);

describe('trendOf()', () => {
  it('calls a steady leak growing', () => {
    const trend = trendOf(samples((i) => 80 * MiB + i * 100 * 1_024));
    expect(trend).toMatchObject({ bytesPerRun: expect.closeTo(1_024, 6), flat: false });
    expect(trend.growthBytes).toBeCloseTo(6_900 * 1_024, 3);
  });

  it('calls the saw-tooth of a garbage collector flat', () => {
    expect(trendOf(samples((i) => 80 * MiB + (i % 10) * MiB)).flat).toBe(true);
  });

  it('does not count the warm-up', () => {
    const { bytesPerRun, flat } = trendOf(samples((i) => 50 * MiB + Math.min(i, 20) * MiB));
    expect({ bytesPerRun, flat }).toEqual({ bytesPerRun: 0, flat: true });
  });

  it('calls falling flat', () => {
    expect(trendOf(samples((i) => 200 * MiB - i * MiB))).toMatchObject({
      flat: true,
      bytesPerRun: expect.closeTo(-10485.76, 3),
    });
  });
});
