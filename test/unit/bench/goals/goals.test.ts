import { describe, expect, it } from 'vitest';
import { isMet } from '../../../../bench/goals/figure.js';
import { guardOf } from '../../../../bench/goals/guard.js';
import { targetsOf } from '../../../../bench/goals/targets.js';
import { REPORT } from '../report.js';

describe('targetsOf()', () => {
  it('holds what was measured against what is aimed at', () => {
    const rows = targetsOf(REPORT).map((figure) => [
      figure.what,
      Number(figure.value.toFixed(2)),
      figure.unit,
      isMet(figure),
    ]);
    expect(rows).toEqual([
      ['p50 of a no-op, pauses of 10 ms', 0.5, '×', true],
      ['p99 of a no-op, pauses of 10 ms', 0.5, '×', true],
      ['runs at full load, 2 workers', 0.9, '×', true],
      ['the same, beside go-judge', 3, '×', true],
      ["Node's own CPU for a run", 0.25, 'ms', false],
      ['delay of the event loop, p99', 1, 'ms', true],
      ['scaling to 2 workers, programs of 20 ms', 0.95, '×', true],
      ['64 parked cells, PSS', 134.22, 'MB', false],
      ['the jail adds to a bare command, p50', 4, 'ms', false],
      ['a cached compile adds to a run, p50', 1, 'ms', true],
      ['warm Python 3', 0.33, '×', true],
    ]);
  });

  it('has nothing to say of what was not measured', () => {
    expect(targetsOf({ parts: [] })).toEqual([]);
  });
});

describe('guardOf()', () => {
  it('looks at two ratios', () => {
    expect(guardOf(REPORT).map((figure) => [figure.value, isMet(figure)])).toEqual([
      [0.5, true],
      [0.9, true],
    ]);
  });
});
