import { formatBytes } from '../../lib/index.js';
import type { ResultOf } from '../report.js';
import { columns, ratioTo, unitOf } from './columns.js';

const SATURATED = 0.95; // of the best rate: more workers than that only wait for each other

export function loadLines(results: readonly ResultOf<'load'>[]): string[] {
  const head =
    'all workers busy|slices|runs/s|runs/s ×|Node ms|jail ms|program ms|kernel ms|loop p99 ms'.split('|');
  const rows = results.flatMap(({ workers, peers, bytesPerWorker }) => [
    [`${workers} ${workers === 1 ? 'worker' : 'workers'}, ${formatBytes(bytesPerWorker)} each`],
    ...Object.entries(peers).map(([name, of]) => [
      `  ${name}`,
      String(of.slices.length),
      of.runsPerSecond.toFixed(0),
      ratioTo(of.runsPerSecond, unitOf(peers)?.runsPerSecond),
      ...[of.nodeCpuMsPerRun, of.cpuMsPerRun.jail, of.cpuMsPerRun.program].map((ms) => ms.toFixed(2)),
      of.cpuMsPerRun.kernel?.toFixed(2) ?? '–',
      of.loopDelayP99Ms.toFixed(1),
    ]),
  ]);
  return [...columns([head, ...rows]), `  ${saturationLine(results)}`];
}

/** With how many workers the most is done. */
export function saturationLine(results: readonly ResultOf<'load'>[]): string {
  const rates = results.flatMap(({ workers, peers }) =>
    peers.bailiff ? [{ workers, rate: peers.bailiff.runsPerSecond }] : [],
  );
  const best = Math.max(...rates.map(({ rate }) => rate));
  const enough = rates.find(({ rate }) => rate >= SATURATED * best);
  return enough ? `saturated with ${enough.workers} workers, ${best.toFixed(0)} runs/s at most` : '';
}

export function arrivalsLines([result]: readonly ResultOf<'arrivals'>[]): string[] {
  const { levels, workers } = result!;
  const head = `arrivals at random, ${workers} at a time|n|p50 ms|p95 ms|p99 ms|p50 ×|p99 ×`.split('|');
  const rows = levels.flatMap(({ ratePerSecond, peers }) => [
    [`${ratePerSecond} a second`],
    ...Object.entries(peers).map(([name, of]) => {
      if (!of) return [`  ${name}`, 'falls behind'];
      const times = [of.p50Ms, of.p95Ms, of.p99Ms].map((ms) => ms.toFixed(2));
      const unit = unitOf(peers);
      return [
        `  ${name}`,
        String(of.n),
        ...times,
        ratioTo(of.p50Ms, unit?.p50Ms),
        ratioTo(of.p99Ms, unit?.p99Ms),
      ];
    }),
  ]);
  return columns([head, ...rows]);
}

export function scalingLines([result]: readonly ResultOf<'scaling'>[]): string[] {
  const { programMs, peers } = result!;
  return columns([
    [`programs of ${programMs} ms, from one worker to two`, 'efficiency', '×'],
    ...Object.entries(peers).map(([name, { efficiency }]) => [
      name,
      efficiency.toFixed(2),
      ratioTo(efficiency, unitOf(peers)?.efficiency),
    ]),
  ]);
}
