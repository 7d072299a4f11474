import { setTimeout as sleep } from 'node:timers/promises';
import { type Peer, turn } from './peers.js';
import { median } from './statistics.js';

/** What one peer does with all its workers busy. Medians of the slices. */
export interface Rate {
  readonly runsPerSecond: number;
  /** CPU time of Node itself, all its threads, user and system; children are not in it. */
  readonly nodeCpuMsPerRun: number;
  readonly slices: number;
}

/** Runs per second, closed loop: each worker starts its next run in the turn of the event loop after its last one. */
export interface ThroughputResult {
  readonly workers: number;
  readonly peers: Readonly<Record<string, Rate>>;
}

export const WORKERS = [1, 2, 4] as const;

const SLICE_MS = 400; // short enough that a neighbour's noise hits both sides of a comparison
const LEAD_IN_MS = 60; // the head start of parked jails, and threads that wake up
const SETTLE_MS = 20;
const LEAST_SLICES = 2;

/** Measures the peers in slices that alternate. */
export async function measureThroughput(
  peers: readonly Peer[],
  workers: number,
  timeMs: number,
  signal?: AbortSignal,
): Promise<ThroughputResult> {
  const slices = new Map<string, Slice[]>(peers.map(({ name }) => [name, []]));
  for (const peer of peers) await runSlice(peer, workers, LEAD_IN_MS);
  const end = performance.now() + timeMs;
  for (let round = 0; round < LEAST_SLICES || performance.now() < end; round++) {
    for (const peer of round % 2 === 0 ? peers : [...peers].reverse()) {
      await sleep(SETTLE_MS, undefined, { signal });
      slices.get(peer.name)!.push(await runSlice(peer, workers, SLICE_MS));
    }
  }
  return {
    workers,
    peers: Object.fromEntries([...slices].map(([name, some]) => [name, rateOf(some)])),
  };
}

interface Slice {
  readonly runs: number;
  readonly wallMs: number;
  readonly cpuMs: number;
}

function rateOf(slices: readonly Slice[]): Rate {
  return {
    runsPerSecond: median(slices.map(({ runs, wallMs }) => (1_000 * runs) / wallMs)),
    nodeCpuMsPerRun: median(slices.map(({ runs, cpuMs }) => cpuMs / Math.max(1, runs))),
    slices: slices.length,
  };
}

/** Keeps all workers busy, and looks only at what happens after the lead-in. */
async function runSlice(peer: Peer, workers: number, sliceMs: number): Promise<Slice> {
  let runs = 0;
  let stopped = false;
  const work = async () => {
    while (!stopped) {
      await peer.run();
      runs++;
      await turn();
    }
  };
  const loops = Array.from({ length: workers }, work);
  const broken = Promise.all(loops); // settles early only when a run fails
  const mark = () => ({ runs, wallMs: performance.now(), cpuMs: nodeCpuMs() });
  try {
    await Promise.race([broken, sleep(LEAD_IN_MS)]);
    const start = mark();
    await Promise.race([broken, sleep(sliceMs)]);
    const end = mark();
    return {
      runs: end.runs - start.runs,
      wallMs: end.wallMs - start.wallMs,
      cpuMs: end.cpuMs - start.cpuMs,
    };
  } finally {
    stopped = true;
    await Promise.allSettled(loops);
  }
}

/** CPU time that this process has used so far, in all its threads. */
export function nodeCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
