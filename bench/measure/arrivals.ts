import { setTimeout as sleep } from 'node:timers/promises';
import { type Peer, turn } from '../peers/peer.js';
import { randomFrom } from './bootstrap.js';
import { type Timed, timed } from './statistics.js';

export interface ArrivalRate {
  readonly ratePerSecond: number;
  /** Of what plain spawn can do at full load. */
  readonly share: number;
}

/** Open loop: runs are asked for at a rate of its own, whether earlier ones are done or not. */
export interface ArrivalsLevel extends ArrivalRate {
  /** From when a run was due until it was done. Undefined: the peer cannot keep up, and was stopped. */
  readonly peers: Readonly<Record<string, Timed | undefined>>;
}

const SLICE_MS = 1_000;
const LEAST_SLICES = 2;
const MOST_WAITING_MS = 2_000; // so far behind, it never catches up

/**
 * Measures the peers at each rate, in slices that alternate; `workers` runs at a time, the others wait. Arrivals are
 * random (exponential gaps), the same for all peers.
 */
export async function measureArrivals(
  peers: readonly Peer[],
  rates: readonly ArrivalRate[],
  workers: number,
  timeMs: number,
  signal?: AbortSignal,
): Promise<ArrivalsLevel[]> {
  const times = rates.map(() => new Map<string, number[] | undefined>(peers.map(({ name }) => [name, []])));
  const end = performance.now() + timeMs;
  for (let round = 0; round < LEAST_SLICES || performance.now() < end; round++) {
    for (const [i, rate] of rates.entries()) {
      const due = arrivals(rate.ratePerSecond, SLICE_MS, round * rates.length + i);
      for (const peer of round % 2 === 0 ? peers : [...peers].reverse()) {
        const so = times[i]!.get(peer.name);
        const took = so && (await runSlice(peer, due, workers, signal));
        times[i]!.set(peer.name, took && [...so!, ...took]);
      }
    }
  }
  return rates.map((rate, i) => ({
    ...rate,
    peers: Object.fromEntries([...times[i]!].map(([name, some]) => [name, some && timed(some)])),
  }));
}

/** When runs are due within a slice, in milliseconds from its start. Two at least. */
export function arrivals(ratePerSecond: number, sliceMs: number, seed: number): number[] {
  const random = randomFrom(seed + 1);
  const due: number[] = [];
  for (let at = 0; at < sliceMs || due.length < 2; ) {
    at += (-Math.log(1 - random()) * 1_000) / ratePerSecond;
    due.push(at);
  }
  return due;
}

/** The latencies in the order of arrival; undefined when the peer falls far behind. */
async function runSlice(
  peer: Peer,
  due: readonly number[],
  workers: number,
  signal?: AbortSignal,
): Promise<number[] | undefined> {
  const took: number[] = [];
  const startedAt = performance.now();
  const late = () => performance.now() - startedAt;
  let next = 0;
  let behind = false;
  const work = async () => {
    while (next < due.length && !behind) {
      const dueMs = due[next++]!;
      if (late() < dueMs) await sleep(dueMs - late(), undefined, { signal });
      else behind ||= late() - dueMs > MOST_WAITING_MS;
      await peer.run();
      took.push(late() - dueMs);
      await turn();
    }
  };
  const loops = Array.from({ length: workers }, work);
  try {
    await Promise.all(loops);
  } finally {
    next = due.length;
    await Promise.allSettled(loops);
  }
  return behind ? undefined : took;
}
