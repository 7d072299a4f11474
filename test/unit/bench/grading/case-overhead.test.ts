import { expect, it } from 'vitest';
import { overheads } from '../../../../bench/grading/case-overhead.js';

it('overheads() takes the program’s own time off the time between two ends', () => {
  const ends = [
    { atMs: 100, wallMs: 50 },
    { atMs: 112, wallMs: 10 },
    { atMs: 120.5, wallMs: 6 },
  ];
  expect(overheads(ends)).toEqual([2, 2.5]);
  expect(overheads([])).toEqual([]);
});
