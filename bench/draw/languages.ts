import type { Timed } from '../measure/statistics.js';
import { type BenchReport, partsOf, type ResultOf } from '../report.js';
import { axes, type Box, dot, legend, square } from './panel.js';
import { logarithmic, type Scale } from './scale.js';
import { label, picture, tag, widthOf } from './svg.js';

const [WIDTH, ROW, TOP] = [960, 22, 100];

type Mark = (x: number, y: number) => string;
/** The bare command first: it is the ground that the others are seen against. */
const MARKS: Readonly<Record<'bare' | 'jailed' | 'warm' | 'cached', Mark>> = {
  bare: dot(1, true),
  jailed: dot(0),
  warm: dot(2),
  cached: square(3),
};
const NAMES = {
  bare: 'bare command, no jail',
  jailed: 'in a jail',
  warm: 'in a jail, warm interpreter',
  cached: 'compile (cached) and run, in a jail',
} as const;

/** Hello in every language, p50: run on the left, compile on the right, quickest first. */
export function languagesPicture(report: BenchReport): string | undefined {
  const results = [...partsOf(report, 'language')].sort((a, b) => a.run.bare.p50Ms - b.run.bare.p50Ms);
  if (results.length === 0) return undefined;
  const left = 30 + Math.max(...results.map((result) => widthOf(nameOf(result))));
  const height = ROW * results.length;
  const run = { x: left, y: TOP, width: (WIDTH - left) * 0.56 - 20, height };
  const compile = { x: run.x + run.width + 34, y: TOP, width: WIDTH - run.x - run.width - 58, height };
  const shown = (Object.keys(MARKS) as (keyof typeof MARKS)[]).filter((key) =>
    results.some((result) => result.run[key]),
  );
  const names = results.map((result, i) =>
    label(left - 12, rowAt(i) + 4, nameOf(result), { 'text-anchor': 'end' }),
  );
  return picture(WIDTH, TOP + height + 50, 'Hello in every language, p50', [
    legend(
      20,
      56,
      shown.map((key) => ({ name: NAMES[key], mark: MARKS[key] })),
    ),
    panel(
      run,
      'run',
      results.map((result) => result.run),
    ),
    panel(
      compile,
      'compile',
      results.map((result) => result.compile ?? {}),
    ),
    ...names,
  ]);
}

function nameOf({ title, version }: ResultOf<'language'>): string {
  return `${title} ${version}`;
}

type Row = Readonly<Partial<Record<keyof typeof MARKS, Timed>>>;

function panel(box: Box, title: string, rows: readonly Row[]): string {
  const times = rows.flatMap((row) => Object.values(row).map(({ p50Ms }) => p50Ms));
  if (times.length === 0) return '';
  const range = [Math.min(...times) / 1.25, Math.max(...times) * 1.25] as const;
  const scale = logarithmic(range, [box.x, box.x + box.width], 9);
  return [
    axes(box, { scale, title: 'ms, logarithmic' }),
    label(box.x, box.y - 8, title),
    ...rows.map((row, i) => marks(row, rowAt(i), scale, box)),
  ].join('');
}

/** What belongs together is joined by a line. */
function marks(row: Row, y: number, scale: Scale, box: Box): string {
  const found = (Object.keys(MARKS) as (keyof typeof MARKS)[]).filter((key) => row[key]);
  if (found.length === 0) return tag('line', { x1: box.x, x2: box.x, y1: y, y2: y, class: 'grid' });
  const places = found.map((key) => scale.at(row[key]!.p50Ms));
  const join = {
    x1: Math.min(...places),
    x2: Math.max(...places),
    y1: y,
    y2: y,
    class: 'grid',
    'stroke-width': 3,
  };
  return tag('line', join) + found.map((key, i) => MARKS[key](places[i]!, y)).join('');
}

function rowAt(i: number): number {
  return TOP + ROW * (i + 0.5);
}
