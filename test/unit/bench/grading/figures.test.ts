import { describe, expect, it } from 'vitest';
import { isMet } from '../../../../bench/goals/figure.js';
import { figuresOf } from '../../../../bench/grading/figures.js';
import { gradingLines } from '../../../../bench/text/grading.js';
import { GRADING } from '../report.js';

describe('figuresOf()', () => {
  it('holds every figure against its target', () => {
    expect(figuresOf(GRADING).map((figure) => [figure.value, figure.unit, isMet(figure)])).toEqual([
      [0.85, '×', true],
      [2.5, 'ms', true],
      [7, 'ms', false],
      [2, '×', false],
      [900, 'MB/s', true],
      [150, 'MB/s', false],
      [20, 'MB/s', true],
      [2.5, '%', true],
    ]);
  });

  it('has nothing to say of what was not measured', () => {
    const { efficiency, overhead, roundTrips, checker, memory, ...rest } = GRADING;
    expect(figuresOf(rest)).toEqual([]);
    expect(gradingLines([{ part: 'grading', ...rest }]).join('\n')).not.toMatch(/undefined|NaN/);
  });
});

it('gradingLines() show the figures in a table', () => {
  expect(gradingLines([{ part: 'grading', ...GRADING }]).join('\n')).toMatchInlineSnapshot(`
    "  grading, small numbers                              measured  target
      efficiency, 20 submissions × 200 cases of 20 ms       0.85 ×   ≥ 0.8     met  85 s of CPU on 2 cores in 50 s
      a case, one at a time, default checker               2.50 ms     ≤ 3     met  beyond the program's own; p50 2.00, p95 4.00 of 400
      a case, one at a time, a program as checker          7.00 ms     ≤ 6  MISSED  beyond the program's own; p50 5.00, p95 9.00 of 400
      100000 round trips between two jails                  2.00 ×   ≤ 1.5  MISSED  2 s beside 1 s on bare pipes and one core, medians of 5
      default checker, equal bytes                     900.00 MB/s   ≥ 200     met  32 MiB of output
      default checker, other spacing                   150.00 MB/s   ≥ 200  MISSED  32 MiB of output
      default checker, numbers within a tolerance       20.00 MB/s       –       –  32 MiB of output
      memory of Node over 100000 cases                      2.50 %     ≤ 5     met  growth after warm-up on 64 MiB; 700 cases/s"
  `);
});
