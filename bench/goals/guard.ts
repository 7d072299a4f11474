import { BAILIFF, UNIT } from '../peers/peer.js';
import { type BenchReport, partsOf } from '../report.js';
import type { Figure } from './figure.js';

/** So far off that something is broken, on any machine: wide, for a gate that must not cry wolf. */
const GUARD = { p50: { atMost: 1.2 }, rate: { atLeast: 0.5 } } as const;
const [PAUSE_MS, WORKERS] = [10, 2];

/** The options that measure what the guard looks at, in about so many seconds. */
export const GUARD_PARTS = {
  overhead: { command: 'overhead', filter: [`latency/no-op/${PAUSE_MS}ms`], seconds: 5 },
  throughput: { command: 'throughput', filter: [`load/${WORKERS}`], seconds: 4 },
} as const;

/** Ratios to plain spawn with wide bounds, as far as they were measured. */
export function guardOf(report: Pick<BenchReport, 'parts'>): Figure[] {
  const latencies = partsOf(report, 'latency').filter(
    ({ program, pauseMs }) => program === 'no-op' && pauseMs === PAUSE_MS,
  );
  const loads = partsOf(report, 'load').filter(({ workers }) => workers === WORKERS);
  return [
    ...latencies.map(({ peers }) => ({
      what: `p50 of a no-op, pauses of ${PAUSE_MS} ms`,
      value: peers[BAILIFF]!.p50Ms / peers[UNIT]!.p50Ms,
      unit: '×',
      target: GUARD.p50,
      detail: '',
    })),
    ...loads.map(({ peers }) => ({
      what: `runs at full load, ${WORKERS} workers`,
      value: peers[BAILIFF]!.runsPerSecond / peers[UNIT]!.runsPerSecond,
      unit: '×',
      target: GUARD.rate,
      detail: '',
    })),
  ];
}
