import { formatBytes } from '../../lib/index.js';
import { BAILIFF, UNIT } from '../peers/peer.js';
import { type BenchReport, partsOf, type ResultOf } from '../report.js';
import { delegatedFigures } from './delegated.js';
import type { Figure } from './figure.js';
import { languageFigures } from './languages.js';

/** What bailiff is to reach: ratios to plain spawn in the same run, unless said otherwise. */
const P50_AT_MOST: Readonly<Record<number, number>> = { 0: 0.8, 10: 0.55, 100: 0.8 };
const P99_AT_MOST = 2;
const TARGETS = {
  rate: { atLeast: 0.9 },
  goJudge: { atLeast: 2 },
  nodeCpuMs: { atMost: 0.2 },
  loopDelayMs: { atMost: 5 },
  scaling: { atLeast: 0.9 },
  cellsMegabytes: { atMost: 100 },
} as const;

/** The figures that have a target, as far as they were measured. */
export function targetsOf(report: Pick<BenchReport, 'parts'>): Figure[] {
  return [
    ...partsOf(report, 'latency').flatMap(latencyFigures),
    ...partsOf(report, 'load').flatMap(loadFigures),
    ...partsOf(report, 'scaling').flatMap(scalingFigures),
    ...partsOf(report, 'memory').map(memoryFigure),
    ...languageFigures(partsOf(report, 'language')),
    ...delegatedFigures(report),
  ];
}

function latencyFigures({ program, pauseMs, peers }: ResultOf<'latency'>): Figure[] {
  const [bailiff, spawn] = [peers[BAILIFF], peers[UNIT]];
  const target = P50_AT_MOST[pauseMs];
  if (program !== 'no-op' || target === undefined || !bailiff || !spawn) return [];
  const figure = (key: 'p50Ms' | 'p99Ms', atMost: number): Figure => ({
    what: `${key.slice(0, 3)} of a no-op, pauses of ${pauseMs} ms`,
    value: bailiff[key] / spawn[key],
    unit: '×',
    target: { atMost },
    detail: `${bailiff[key].toFixed(2)} ms beside ${spawn[key].toFixed(2)} ms, n = ${bailiff.n}`,
  });
  return [figure('p50Ms', target), figure('p99Ms', P99_AT_MOST)];
}

function loadFigures({ workers, peers }: ResultOf<'load'>): Figure[] {
  const { [BAILIFF]: bailiff, [UNIT]: spawn, 'go-judge': goJudge } = peers;
  if (workers !== 2 || !bailiff || !spawn) return [];
  const rate = bailiff.runsPerSecond;
  const beside = (other: number) => `${rate.toFixed(0)} a second beside ${other.toFixed(0)}`;
  const ofSpawn = { value: rate / spawn.runsPerSecond, detail: beside(spawn.runsPerSecond) };
  const ofGoJudge = goJudge && { value: rate / goJudge.runsPerSecond, detail: beside(goJudge.runsPerSecond) };
  return [
    { what: 'runs at full load, 2 workers', unit: '×', target: TARGETS.rate, ...ofSpawn },
    ...(ofGoJudge
      ? [{ what: 'the same, beside go-judge', unit: '×', target: TARGETS.goJudge, ...ofGoJudge }]
      : []),
    {
      what: "Node's own CPU for a run",
      value: bailiff.nodeCpuMsPerRun,
      unit: 'ms',
      target: TARGETS.nodeCpuMs,
      detail: `full load; spawn takes ${spawn.nodeCpuMsPerRun.toFixed(2)} ms`,
    },
    {
      what: 'delay of the event loop, p99',
      value: bailiff.loopDelayP99Ms,
      unit: 'ms',
      target: TARGETS.loopDelayMs,
      detail: `full load; spawn: ${spawn.loopDelayP99Ms.toFixed(1)} ms`,
    },
  ];
}

function scalingFigures({ programMs, peers }: ResultOf<'scaling'>): Figure[] {
  const [bailiff, spawn] = [peers[BAILIFF], peers[UNIT]];
  if (!bailiff) return [];
  return [
    {
      what: `scaling to 2 workers, programs of ${programMs} ms`,
      value: bailiff.efficiency,
      unit: '×',
      target: TARGETS.scaling,
      detail: spawn ? `of twice one worker's; spawn: ${spawn.efficiency.toFixed(2)}` : '',
    },
  ];
}

function memoryFigure({ cells, cellsBytes }: ResultOf<'memory'>): Figure {
  return {
    what: `${cells} parked cells, PSS`,
    value: cellsBytes / 1e6,
    unit: 'MB',
    target: TARGETS.cellsMegabytes,
    detail: formatBytes(cellsBytes),
  };
}
