import { type BenchReport, partsOf, type ResultOf } from '../report.js';
import { axes, type Box, dot, legend } from './panel.js';
import { linear, logarithmic } from './scale.js';
import { label, path, picture } from './svg.js';
import { colourOf } from './theme.js';

const [WIDTH, HEIGHT, TOP] = [960, 360, 96];

/** Runs a second by workers, and waiting times by load. */
export function loadPicture(report: BenchReport): string | undefined {
  const [loads, [arrivals]] = [partsOf(report, 'load'), partsOf(report, 'arrivals')];
  if (loads.length === 0 && !arrivals) return undefined;
  const names = [...new Set(loads.flatMap(({ peers }) => Object.keys(peers)))];
  const height = HEIGHT - TOP - 50;
  const left = { x: 66, y: TOP, width: arrivals ? 390 : 860, height };
  const right = { x: loads.length > 0 ? 530 : 66, y: TOP, width: loads.length > 0 ? 400 : 860, height };
  const entries = (names.length > 0 ? names : ['bailiff', 'spawn']).map((name) => ({
    name,
    mark: dot(colourOf(name, names)),
  }));
  return picture(WIDTH, HEIGHT, 'Many runs at a time', [
    legend(20, 54, entries),
    ...(loads.length > 0 ? [ratesPanel(left, loads, names)] : []),
    ...(arrivals ? [arrivalsPanel(right, arrivals)] : []),
  ]);
}

function ratesPanel(box: Box, loads: readonly ResultOf<'load'>[], names: readonly string[]): string {
  const workers = loads.map((load) => load.workers);
  const best = Math.max(
    ...loads.flatMap(({ peers }) => Object.values(peers).map((rate) => rate.runsPerSecond)),
  );
  const across = linear([0, Math.max(...workers) + 0.5], [box.x, box.x + box.width], 1);
  const up = linear([0, best * 1.1], [box.y + box.height, box.y]);
  const series = names.map((name) => {
    const colour = colourOf(name, names);
    const points = loads.flatMap(({ workers: n, peers }) =>
      peers[name] ? [[across.at(n), up.at(peers[name].runsPerSecond)] as const] : [],
    );
    const line = path(points, { class: `s${colour}`, 'stroke-width': name === 'bailiff' ? 3 : 2 });
    return [line, ...points.map(([x, y]) => dot(colour)(x, y))].join('');
  });
  return [
    axes(box, { scale: { ...across, ticks: workers }, title: 'workers' }, { scale: up, title: '' }),
    label(box.x, box.y - 8, 'runs per second, all workers busy'),
    ...series,
  ].join('');
}

function arrivalsPanel(box: Box, { levels }: ResultOf<'arrivals'>): string {
  const times = levels.flatMap(({ peers }) => Object.values(peers)).filter((of) => of !== undefined);
  const range = [
    Math.min(...times.map((of) => of.p50Ms)) / 1.3,
    Math.max(...times.map((of) => of.p99Ms)) * 1.3,
  ] as const;
  const across = linear([0, 1], [box.x, box.x + box.width], 4);
  const up = logarithmic(range, [box.y + box.height, box.y]);
  const lines = ['bailiff', 'spawn'].flatMap((name) =>
    (['p50Ms', 'p99Ms'] as const).map((key) => {
      const points = levels.flatMap(({ share, peers }) =>
        peers[name] ? [[across.at(share), up.at(peers[name][key])] as const] : [],
      );
      const dashes = key === 'p99Ms' ? '6 4' : undefined;
      const colour = colourOf(name);
      const line = path(points, { class: `s${colour}`, 'stroke-width': 2, 'stroke-dasharray': dashes });
      return [line, ...points.map(([x, y]) => dot(colour)(x, y))].join('');
    }),
  );
  const percent = (value: number) => `${Math.round(100 * value)} %`;
  return [
    axes(
      box,
      {
        scale: { ...across, ticks: levels.map(({ share }) => share) },
        title: 'load, of what spawn can do',
        text: percent,
      },
      { scale: up, title: '' },
    ),
    label(box.x, box.y - 8, 'ms from due to done, arrivals at random: p50, p99 dashed'),
    ...lines,
  ].join('');
}
