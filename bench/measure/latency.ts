import { setTimeout as sleep } from 'node:timers/promises';
import { Bench } from 'tinybench';
import type { Peer } from '../peers/peer.js';
import { type Timed, timed } from './statistics.js';

/** How long each peer takes for one run, one at a time, by name. */
export type Latencies = Readonly<Record<string, Timed>>;

const TIGHT_BURST = 10; // runs in a row at no pause: alternating single runs would be a pause for everybody
const SETTLE_MS = 5; // a peer's clean-up behind its last run is not charged to the next peer
const WARM_UP_RUNS = 20;
const RARE_ROUNDS = 4; // the slow ones would take most of the time from those that are to be known well
const LEAST_ROUNDS = RARE_ROUNDS + 1;

/** Measures the peers with this pause before every run, in rounds; in each the next one goes first, so that noise hits all alike. */
export async function measureLatency(
  peers: readonly Peer[],
  pauseMs: number,
  timeMs: number,
  signal?: AbortSignal,
): Promise<Latencies> {
  for (const peer of peers) await warmUp(peer, signal);
  const timesMs = new Map<string, number[]>(peers.map(({ name }) => [name, []]));
  const end = performance.now() + timeMs;
  for (let round = 0; round < LEAST_ROUNDS || performance.now() < end; round++) {
    const takePart = peers.filter(({ rare }) => !rare || round % RARE_ROUNDS === 0);
    const first = round % takePart.length;
    await runRound([...takePart.slice(first), ...takePart.slice(0, first)], pauseMs, timesMs, signal);
  }
  return Object.fromEntries([...timesMs].map(([name, times]) => [name, timed(times)]));
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
