import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

/** Scripts of the page are plain JavaScript: imported by a path that the compiler does not follow. */
const load = async (name: string): Promise<unknown> =>
  import(new URL(`../../../../../harness/reporters/html/browser/${name}`, import.meta.url).href);

interface DiffLine {
  readonly kind: 'same' | 'changed' | 'left' | 'right';
  readonly left?: number;
  readonly right?: number;
}
interface Row {
  readonly index: number;
  readonly name: string;
  readonly verdict: string;
  readonly language: string;
  readonly note: string;
}

const { lineDiff, changedSpan } = (await load('diff.js')) as {
  lineDiff(left: readonly string[], right: readonly string[]): readonly DiffLine[];
  changedSpan(left: string, right: string): { left: [number, number]; right: [number, number] };
};
const { heatScale } = (await load('heat.js')) as {
  heatScale(
    values: readonly (number | null)[],
    limit?: number,
  ): { low: number; high: number; level(value: number): number };
};
const { filterRows, sortRows } = (await load('order.js')) as {
  filterRows(
    rows: readonly Row[],
    filter: { verdicts: Set<string>; language: string; text: string },
  ): readonly Row[];
  sortRows(
    rows: readonly Row[],
    sort: { column?: { value(row: Row): string | number | undefined }; descending?: boolean },
  ): readonly Row[];
};
const { visibleColumns, visibleRows } = (await load('layout.js')) as {
  visibleRows(scrollTop: number, height: number, count: number): [number, number];
  visibleColumns(
    layout: { columns: readonly { left: number; width: number }[]; pinned: number; pinWidth: number },
    scrollLeft: number,
    width: number,
  ): [number, number];
};

describe('lineDiff()', () => {
  test('pairs changed lines, and finds what came and went', () => {
    expect(lineDiff(['a', 'b', 'c', 'x', 'd'], ['a', 'B', 'c', 'd'])).toEqual([
      { kind: 'same', left: 0, right: 0 },
      { kind: 'changed', left: 1, right: 1 },
      { kind: 'same', left: 2, right: 2 },
      { kind: 'left', left: 3, right: undefined },
      { kind: 'same', left: 4, right: 3 },
    ]);
  });

  test('has every line of both once, in order, and calls the same only what is', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 30 });
    fc.assert(
      fc.property(lines, lines, (left, right) => {
        const diff = lineDiff(left, right);
        expect(diff.flatMap((each) => each.left ?? [])).toEqual(left.map((_, i) => i));
        expect(diff.flatMap((each) => each.right ?? [])).toEqual(right.map((_, i) => i));
        for (const { kind, left: l, right: r } of diff)
          expect(kind === 'same').toBe(l !== undefined && r !== undefined && left[l] === right[r]);
      }),
    );
  });

  test('is bounded on texts that have nothing in common', () => {
    const lines = (prefix: string) => Array.from({ length: 4_096 }, (_, i) => `${prefix}${i}`);
    const startedAt = performance.now();
    expect(lineDiff(lines('a'), lines('b'))).toHaveLength(4_096);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});

test('changedSpan() counts characters, not halves of them', () => {
  expect(changedSpan('x🎉1y', 'x🎉22y')).toEqual({ left: [2, 3], right: [2, 4] });
});

test('heatScale() is logarithmic from the smallest value to the limit', () => {
  const { level, low, high } = heatScale([1, 10, null, 0], 100);
  expect([low, high]).toEqual([1, 100]);
  expect([1, 10, 100, 1_000, 0.1].map((value) => Number(level(value).toFixed(3)))).toEqual([0, 0.5, 1, 1, 0]);
  expect(heatScale([], undefined).level(5)).toBe(0);
});

test('filterRows() and sortRows() keep the order of the report among equals', () => {
  const row = (index: number, name: string, verdict: string, note = '') => ({
    index,
    name,
    verdict,
    language: 'c',
    note,
  });
  const rows = [row(0, 'b2', 'WA', 'secret/01: no'), row(1, 'b10', 'AC'), row(2, 'a', 'WA')];
  const filter = { verdicts: new Set<string>(), language: '', text: '' };
  const names = (some: readonly Row[]) => some.map(({ name }) => name);
  expect(names(filterRows(rows, { ...filter, verdicts: new Set(['WA']) }))).toEqual(['b2', 'a']);
  expect(names(filterRows(rows, { ...filter, text: 'B SECRET' }))).toEqual(['b2']);
  expect(names(sortRows(rows, { column: { value: (each) => each.name } }))).toEqual(['a', 'b2', 'b10']);
  expect(names(sortRows(rows, { column: { value: (each) => each.verdict }, descending: true }))).toEqual([
    'b2',
    'a',
    'b10',
  ]);
  const missing = { value: (each: Row) => (each.name === 'b10' ? undefined : 1) };
  expect(names(sortRows(rows, { column: missing, descending: true }))).toEqual(['b2', 'a', 'b10']);
});

test('only what can be seen is drawn, whatever the size', () => {
  const columns = Array.from({ length: 10_000 }, (_, i) => ({ left: i * 26, width: 26 }));
  const [fromRow, toRow] = visibleRows(1_000_000, 600, 100_000);
  expect(fromRow).toBeLessThanOrEqual(33_333);
  expect(toRow - fromRow).toBeLessThan(50);
  const [from, to] = visibleColumns({ columns, pinned: 2, pinWidth: 52 }, 130_000, 1_000);
  expect(from).toBeLessThanOrEqual(5_002);
  expect(to).toBeGreaterThanOrEqual(5_038);
  expect(to - from).toBeLessThan(80);
});
