import { formatBytes, formatMs } from '../../lib/index.js';
import type { Figure } from '../goals/figure.js';
import { FLAT_SHARE } from '../measure/soak.js';
import type { GradingResults } from './index.js';

export const TARGETS = {
  efficiency: { atLeast: 0.8 },
  defaultCheckerMs: { atMost: 3 },
  programCheckerMs: { atMost: 6 },
  roundTrips: { atMost: 1.5 },
  checkerMegabytes: { atLeast: 200 },
} as const;

/** What was measured, in the order of the parts. Pure. */
export function figuresOf(report: GradingResults): Figure[] {
  const { efficiency, overhead = [], roundTrips, checker = [], memory } = report;
  return [
    ...(efficiency ? [efficiencyFigure(efficiency)] : []),
    ...overhead.map(overheadFigure),
    ...(roundTrips ? [roundTripsFigure(roundTrips)] : []),
    ...checker.map(checkerFigure),
    ...(memory ? [memoryFigure(memory)] : []),
  ];
}

type Part<K extends keyof GradingResults> = NonNullable<GradingResults[K]>;

function efficiencyFigure(of: Part<'efficiency'>): Figure {
  const { submissions, cases, programMs, places, cpuMs, wallMs, efficiency } = of;
  return {
    what: `efficiency, ${submissions} submissions × ${cases} cases of ${programMs} ms`,
    value: efficiency,
    unit: '×',
    target: TARGETS.efficiency,
    detail: `${formatMs(cpuMs)} of CPU on ${places} cores in ${formatMs(wallMs)}`,
  };
}

function overheadFigure({ checker, cases, meanMs, p50Ms, p95Ms }: Part<'overhead'>[number]): Figure {
  const ms = (value: number) => value.toFixed(2);
  return {
    what: `a case, one at a time, ${checker === 'default' ? 'default checker' : 'a program as checker'}`,
    value: meanMs,
    unit: 'ms',
    target: checker === 'default' ? TARGETS.defaultCheckerMs : TARGETS.programCheckerMs,
    detail: `beyond the program's own; p50 ${ms(p50Ms)}, p95 ${ms(p95Ms)} of ${cases}`,
  };
}

function roundTripsFigure({ trips, rounds, jailedMs, bareMs }: Part<'roundTrips'>): Figure {
  return {
    what: `${trips} round trips between two jails`,
    value: jailedMs / bareMs,
    unit: '×',
    target: TARGETS.roundTrips,
    detail: `${formatMs(jailedMs)} beside ${formatMs(bareMs)} on bare pipes and one core, medians of ${rounds}`,
  };
}

function checkerFigure({ equal, bytes, megabytesPerSecond }: Part<'checker'>[number]): Figure {
  const what = { bytes: 'equal bytes', tokens: 'other spacing', numbers: 'numbers within a tolerance' };
  return {
    what: `default checker, ${what[equal]}`,
    value: megabytesPerSecond,
    unit: 'MB/s',
    ...(equal !== 'numbers' && { target: TARGETS.checkerMegabytes }),
    detail: `${formatBytes(bytes)} of output`,
  };
}

function memoryFigure({ submissions, cases, casesPerSecond, trend }: Part<'memory'>): Figure {
  return {
    what: `memory of Node over ${submissions * cases} cases`,
    value: (100 * trend.growthBytes) / trend.meanBytes,
    unit: '%',
    target: { atMost: 100 * FLAT_SHARE },
    detail: `growth after warm-up on ${formatBytes(trend.meanBytes)}; ${casesPerSecond.toFixed(0)} cases/s`,
  };
}
