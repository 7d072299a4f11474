import { describe, expect, it } from 'vitest';
import { type Figure, isMet } from '../../bench/goals/figure.js';
import { GUARD_PARTS, guardOf } from '../../bench/goals/guard.js';
import { busyShare } from '../../bench/host-facts.js';
import { type BenchReport, bench } from '../../bench/index.js';

const BUSY = 0.25; // others take so much of the cores that ratios of medians lie, too
const TRIES = 2; // a guard that cries wolf is switched off

/** Two ratios to plain spawn, with bounds so wide that only what is broken passes them. */
describe('the guard of the engine’s speed', () => {
  it.for(Object.values(GUARD_PARTS))('holds: $command', async (options, { skip }) => {
    skip((await busyShare()) > BUSY, 'the machine is busy with others');
    let figures: Figure[] = [];
    for (let left = TRIES; left > 0; left--) {
      const report: BenchReport = await bench({ ...options, filter: [...options.filter] });
      figures = guardOf(report);
      expect(figures).toHaveLength(1);
      if (figures.every(isMet)) break;
    }
    expect(figures.filter((figure) => !isMet(figure))).toEqual([]);
  });
});
