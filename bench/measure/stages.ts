import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { setTimeout as sleep } from 'node:timers/promises';
import { PARKING_CHANNEL, type RunTrace, type StageEnd, TRACE_CHANNEL } from '../../lib/jail/trace.js';
import type { Peer } from '../peers/peer.js';
import { percentile } from './statistics.js';

/** What happens between one moment of a run and the next. */
export const STAGES = [
  { name: 'queue', from: 'asked', to: 'claimed', what: 'a place, and a parked jail' },
  { name: 'limits', from: 'claimed', to: 'sent', what: 'cgroup limits, the request' },
  { name: 'release', from: 'sent', to: 'started', what: 'the gate wakes up, reads, writes files' },
  { name: 'exec', from: 'started', to: 'executed', what: 'fork, rlimits, privileges, execve' },
  { name: 'program', from: 'executed', to: 'ended', what: 'dynamic linking, the program, its end' },
  { name: 'report', from: 'ended', to: 'reported', what: 'kill, reap, counters, Node wakes up' },
  { name: 'collect', from: 'reported', to: 'settled', what: 'files, the result' },
] as const satisfies readonly { name: string; from: StageEnd; to: StageEnd; what: string }[];

export type StageName = (typeof STAGES)[number]['name'];

export interface Spread {
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** Where the time of a run goes, one at a time. */
export interface StagesResult {
  readonly n: number;
  readonly pauseMs: number;
  readonly stages: Readonly<Record<StageName, Spread>>;
  /** What the caller waits besides: options are checked, the result is made, promises are resolved. */
  readonly around: Spread;
  readonly total: Spread;
  /** From the result to the next parked jail: nobody waits for it unless all jails are in use. */
  readonly parking: Spread;
}

const LEAST_RUNS = 20;

/** Runs the peer, which must be bailiff's, with its times taken. */
export async function measureStages(
  peer: Peer,
  pauseMs: number,
  timeMs: number,
  signal?: AbortSignal,
): Promise<StagesResult> {
  const traces: RunTrace[] = [];
  const parkings: number[] = [];
  const totals: number[] = [];
  const onTrace = (trace: unknown) => traces.push(trace as RunTrace);
  const onParking = (message: unknown) => parkings.push((message as { parkingMs: number }).parkingMs);
  subscribe(TRACE_CHANNEL, onTrace);
  subscribe(PARKING_CHANNEL, onParking);
  try {
    const end = performance.now() + timeMs;
    while (totals.length < LEAST_RUNS || performance.now() < end) {
      await sleep(pauseMs, undefined, { signal });
      const startedAt = performance.now();
      await peer.run();
      totals.push(performance.now() - startedAt);
    }
    await sleep(pauseMs, undefined, { signal }); // the last jail is parked
  } finally {
    unsubscribe(TRACE_CHANNEL, onTrace);
    unsubscribe(PARKING_CHANNEL, onParking);
  }
  return stagesOf(traces, totals, parkings, pauseMs);
}

/** Pure. Traces and totals of the same runs, in their order. */
export function stagesOf(
  traces: readonly RunTrace[],
  totals: readonly number[],
  parkings: readonly number[],
  pauseMs: number,
): StagesResult {
  const between = (from: StageEnd, to: StageEnd) => traces.map((trace) => trace[to]! - trace[from]!);
  const inside = between('asked', 'settled');
  return {
    n: traces.length,
    pauseMs,
    stages: Object.fromEntries(
      STAGES.map(({ name, from, to }) => [name, spread(between(from, to))]),
    ) as StagesResult['stages'],
    around: spread(totals.map((total, i) => total - inside[i]!)),
    total: spread(totals),
    parking: spread(parkings),
  };
}

function spread(values: readonly number[]): Spread {
  return { p50Ms: percentile(values, 50), p95Ms: percentile(values, 95) };
}
