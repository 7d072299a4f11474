import { setTimeout as sleep } from 'node:timers/promises';
import { Bench } from 'tinybench';
import type { Peer } from './peers.js';
import { type Summary, summarize } from './statistics.js';

/** How long each peer takes for one run, one at a time, with this pause before every run. */
export interface LatencyResult {
  readonly pauseMs: number;
  readonly peers: Readonly<Record<string, Summary>>;
}

/** The pauses between runs, and the share of the time that each gets: long ones yield few samples. */
export const PAUSES = [
  { pauseMs: 0, share: 0.2 },
  { pauseMs: 10, share: 0.35 },
  { pauseMs: 100, share: 0.45 },
] as const;

const TIGHT_BURST = 10; // runs in a row at no pause: alternating single runs would be a pause for everybody
const SETTLE_MS = 5; // a peer's clean-up behind its last run is not charged to the next peer
const WARM_UP_RUNS = 20;
const LEAST_ROUNDS = 2;

/** Measures the peers in rounds; in each the next one goes first, so that noise hits all alike. */
export async function measureLatency(
  peers: readonly Peer[],
  pauseMs: number,
  timeMs: number,
  signal?: AbortSignal,
): Promise<LatencyResult> {
  for (const peer of peers) await warmUp(peer, signal);
  const timesMs = new Map<string, number[]>(peers.map(({ name }) => [name, []]));
  const end = performance.now() + timeMs;
  for (let round = 0; round < LEAST_ROUNDS || performance.now() < end; round++) {
    const first = round % peers.length;
    await runRound([...peers.slice(first), ...peers.slice(0, first)], pauseMs, timesMs, signal);
  }
  return {
    pauseMs,
    peers: Object.fromEntries([...timesMs].map(([name, times]) => [name, summarize(times)])),
  };
}

async function warmUp(peer: Peer, signal?: AbortSignal): Promise<void> {
  for (let i = 0; i < WARM_UP_RUNS; i++) {
    signal?.throwIfAborted();
    await peer.run();
  }
}

/** One turn for each peer, timed by tinybench. Hooks are not part of the times. */
async function runRound(
  peers: readonly Peer[],
  pauseMs: number,
  timesMs: ReadonlyMap<string, number[]>,
  signal?: AbortSignal,
): Promise<void> {
  const iterations = pauseMs === 0 ? TIGHT_BURST : 1;
  const bench = new Bench({
    iterations,
    time: 0,
    warmup: false,
    retainSamples: true,
    throws: true,
  });
  const hooks =
    pauseMs === 0
      ? { beforeAll: () => sleep(SETTLE_MS, undefined, { signal }) }
      : { beforeEach: () => sleep(pauseMs, undefined, { signal }) };
  for (const peer of peers) bench.add(peer.name, () => peer.run(), { async: true, ...hooks });
  await bench.run();
  signal?.throwIfAborted();
  for (const { name, result } of bench.tasks) {
    if (result.state === 'completed') timesMs.get(name)!.push(...result.latency.samples!);
  }
}
