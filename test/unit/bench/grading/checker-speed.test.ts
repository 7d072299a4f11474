import { expect, it } from 'vitest';
import { measureCheckers } from '../../../../bench/grading/checker-speed.js';

it('measureCheckers() measures outputs that are accepted, of the size asked for', () => {
  const speeds = measureCheckers(64 * 1_024);
  expect(speeds.map(({ equal }) => equal)).toEqual(['bytes', 'tokens', 'numbers']);
  for (const { bytes, megabytesPerSecond } of speeds) {
    expect(bytes).toBeGreaterThan(60 * 1_024);
    expect(bytes).toBeLessThan(128 * 1_024);
    expect(megabytesPerSecond).toBeGreaterThan(0);
  }
});
