import { isMet } from '../goals/figure.js';
import { figuresOf } from '../grading/figures.js';
import type { Sampled } from '../measure/bootstrap.js';
import type { Timed } from '../measure/statistics.js';
import { BAILIFF, UNIT } from '../peers/peer.js';
import { type BenchReport, partsOf } from '../report.js';

/** A figure of bailiff's that can be held against the same of another day: `above` over `below`. */
export interface Comparable {
  readonly id: string;
  readonly better: 'lower' | 'higher';
  readonly above: readonly Sampled[];
  readonly below: readonly Sampled[];
}

/** Ratios to plain spawn, or to the bare command: times of two days say nothing. Memory is compared as it is. */
export function comparablesOf(report: Pick<BenchReport, 'parts'>): Comparable[] {
  return [
    ...partsOf(report, 'latency').flatMap(({ program, pauseMs, peers }) =>
      [50, 95, 99].flatMap((percent) =>
        timedRatio(`latency/${program}/${pauseMs}ms p${percent}`, percent, peers[BAILIFF], peers[UNIT]),
      ),
    ),
    ...partsOf(report, 'load').flatMap(({ workers, peers }) => [
      ...slicesRatio(`load/${workers} runs/s`, 'higher', peers, (slice) => slice.runsPerSecond),
      ...slicesRatio(`load/${workers} Node CPU`, 'lower', peers, (slice) => slice.nodeCpuMsPerRun),
    ]),
    ...partsOf(report, 'arrivals').flatMap(({ levels }) =>
      levels.flatMap(({ share, peers }) =>
        [50, 99].flatMap((percent) =>
          timedRatio(`arrivals/${100 * share}% p${percent}`, percent, peers[BAILIFF], peers[UNIT]),
        ),
      ),
    ),
    ...partsOf(report, 'scaling').flatMap(({ peers: { [BAILIFF]: of } }) =>
      of
        ? [{ id: 'scaling', better: 'higher' as const, above: [median(of.two)], below: [median(of.one)] }]
        : [],
    ),
    ...partsOf(report, 'node-cpu').flatMap(({ peers: { [BAILIFF]: own, [UNIT]: unit } }) =>
      own && unit ? [lower('node-cpu', [median(own.blocksMs)], [median(unit.blocksMs)])] : [],
    ),
    ...partsOf(report, 'memory').map(({ perCellBytes }) => lower('memory', [median([perCellBytes])], [])),
    ...partsOf(report, 'language').flatMap(({ name, run, compile }) => [
      ...timedRatio(`language/${name} jailed`, 50, run.jailed, run.bare),
      ...timedRatio(`language/${name} warm`, 50, run.warm, run.bare),
      ...timedRatio(`language/${name} cached`, 50, run.cached, run.bare),
      ...timedRatio(`language/${name} compile`, 50, compile?.jailed, compile?.bare),
    ]),
    ...partsOf(report, 'grading').flatMap(figuresOf).flatMap(gradingFigure),
  ];
}

function lower(id: string, above: readonly Sampled[], below: readonly Sampled[]): Comparable {
  return { id, better: 'lower', above, below };
}

function timedRatio(id: string, percent: number, own?: Timed, unit?: Timed): Comparable[] {
  if (!own || !unit) return [];
  const sampled = ({ samplesMs }: Timed) => [{ samples: samplesMs, percent }];
  return [lower(id, sampled(own), sampled(unit))];
}

function slicesRatio<S>(
  id: string,
  better: Comparable['better'],
  { [BAILIFF]: own, [UNIT]: unit }: Readonly<Record<string, { readonly slices: readonly S[] }>>,
  pick: (slice: S) => number,
): Comparable[] {
  if (!own || !unit) return [];
  return [{ id, better, above: [median(own.slices.map(pick))], below: [median(unit.slices.map(pick))] }];
}

/** Of what has a target it is known which side is the better one. */
function gradingFigure(figure: ReturnType<typeof figuresOf>[number]): Comparable[] {
  const { what, value, target } = figure;
  if (!target || !(value > 0)) return [];
  const better = isMet({ value: Number.POSITIVE_INFINITY, target }) ? 'higher' : 'lower';
  return [{ id: `grading/${what}`, better, above: [median([value])], below: [] }];
}

function median(samples: readonly number[]): Sampled {
  return { samples, percent: 50 };
}
