import { percentile } from '../measure/statistics.js';
import { type BenchReport, partsOf, type ResultOf } from '../report.js';
import { axes, type Box, dot, legend } from './panel.js';
import { linear, logarithmic } from './scale.js';
import { label, path, picture } from './svg.js';
import { colourOf } from './theme.js';

const [WIDTH, HEIGHT, LEFT, GAP, TOP] = [960, 360, 56, 30, 96];
const QUANTILES = Array.from({ length: 100 }, (_, i) => i).concat(99.5);

/** How many of the runs were done within which time: one panel for each pause. */
export function latencyPicture(report: BenchReport, program = 'no-op'): string | undefined {
  const results = partsOf(report, 'latency').filter((result) => result.program === program);
  if (results.length === 0) return undefined;
  const names = [...new Set(results.flatMap(({ peers }) => Object.keys(peers)))];
  const width = (WIDTH - LEFT - 20 - GAP * (results.length - 1)) / results.length;
  const range = timesRange(results);
  const panels = results.map((result, i) => {
    const box = { x: LEFT + i * (width + GAP), y: TOP, width, height: HEIGHT - TOP - 50 };
    return panel(box, result, range, names, i === 0);
  });
  const entries = names.map((name) => ({ name, mark: dot(colourOf(name, names)) }));
  const title = `Time of one ${program} run: share of runs done by then`;
  return picture(WIDTH, HEIGHT, title, [legend(20, 54, entries), ...panels]);
}

function panel(
  box: Box,
  { pauseMs, peers }: ResultOf<'latency'>,
  range: readonly [number, number],
  names: readonly string[],
  first: boolean,
): string {
  const across = logarithmic(range, [box.x, box.x + box.width]);
  const up = linear([0, 100], [box.y + box.height, box.y]);
  const lines = Object.entries(peers).map(([name, { samplesMs }]) => {
    const points = QUANTILES.map(
      (q) => [across.at(clamp(percentile(samplesMs, q), range)), up.at(q)] as const,
    );
    const weight = name === 'bailiff' ? 3 : 2;
    return path(points, { class: `s${colourOf(name, names)}`, 'stroke-width': weight });
  });
  const percent = first ? (value: number) => `${value} %` : () => '';
  return [
    axes(box, { scale: across, title: 'ms, logarithmic' }, { scale: up, title: '', text: percent }),
    label(box.x, box.y - 8, `pauses of ${pauseMs} ms`),
    ...lines,
  ].join('');
}

function timesRange(results: readonly ResultOf<'latency'>[]): [number, number] {
  const all = results.flatMap(({ peers }) => Object.values(peers));
  const low = Math.min(...all.map(({ samplesMs }) => percentile(samplesMs, 0)));
  const high = Math.max(...all.map(({ samplesMs }) => percentile(samplesMs, 98)));
  return [low / 1.1, high * 1.1];
}

function clamp(value: number, [low, high]: readonly [number, number]): number {
  return Math.min(high, Math.max(low, value));
}
