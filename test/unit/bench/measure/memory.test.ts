import { expect, it } from 'vitest';
import { summarizeCells } from '../../../../bench/measure/memory.js';

const cell = (first: number, nsjailBytes: number | undefined) => [
  { pid: first, name: 'launch', pssBytes: 100 },
  { pid: first + 1, name: 'nsjail', pssBytes: nsjailBytes },
];

it('summarizeCells() adds up all processes and shares them out', () => {
  expect(summarizeCells([cell(10, 1_000), cell(20, 2_000)])).toEqual({
    cells: 2,
    cellsBytes: 3_200,
    perCellBytes: 1_600,
    perCellByName: { launch: 100, nsjail: 1_500 },
    unreadable: 0,
  });
});

it('summarizeCells() counts what it could not measure', () => {
  expect(summarizeCells([cell(10, undefined)])).toMatchObject({ cellsBytes: 100, unreadable: 1 });
});

it('summarizeCells() of no cells is nothing', () => {
  expect(summarizeCells([])).toMatchObject({ cells: 0, cellsBytes: 0, perCellBytes: 0 });
});
