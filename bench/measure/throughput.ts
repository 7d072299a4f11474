import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Peer, turn } from '../peers/peer.js';
import { nodeCpuMs, readCpuTimes } from './cpu.js';
import { median } from './statistics.js';

/** A peer under full load, and what its programs used by its own account, where it gives one. */
export interface LoadedPeer extends Peer {
  readonly programCpuMs?: () => number;
}

/** CPU time of the machine for one run, in milliseconds: whose it is. */
export interface CpuSplit {
  readonly node: number;
  /** What runs the program and is not Node: launch, nsjail and gate, or the wrapping command with its program. */
  readonly jail: number;
  readonly program: number;
  /** Threads of the kernel. Undefined where they are not to be seen. */
  readonly kernel?: number;
}

/** What one peer does with all its workers busy. Medians of the slices. */
export interface Rate {
  readonly runsPerSecond: number;
  /** CPU time of Node itself, all its threads, user and system; children are not in it. */
  readonly nodeCpuMsPerRun: number;
  /** Over all slices. */
  readonly cpuMsPerRun: CpuSplit;
  /** How late timers were, 99 % of them less than this: what the rest of a server waits. */
  readonly loopDelayP99Ms: number;
  /** Of each slice. */
  readonly slices: readonly { readonly runsPerSecond: number; readonly nodeCpuMsPerRun: number }[];
}

const SLICE_MS = 400; // short enough that a neighbour's noise hits both sides of a comparison
const LEAD_IN_MS = 60; // the head start of parked jails, and threads that wake up
const SETTLE_MS = 20;
const LEAST_ROUNDS = 3;
const LOOP_RESOLUTION_MS = 1;
/** One round in three looks at the event loop, and at nothing else: the look takes 25 µs of Node's CPU every millisecond. */
const isWatchRound = (round: number) => round % 3 === 1;

/**
 * Measures the peers in slices that alternate. Closed loop: each worker starts its next run in the turn of the event
 * loop after its last one.
 */
export async function measureThroughput(
  peers: readonly LoadedPeer[],
  workers: number,
  timeMs: number,
  signal?: AbortSignal,
): Promise<Readonly<Record<string, Rate>>> {
  const slices = new Map<string, Slices>(peers.map(({ name }) => [name, { rates: [], loopDelaysMs: [] }]));
  for (const peer of peers) await runSlice(peer, workers, LEAD_IN_MS);
  const end = performance.now() + timeMs;
  for (let round = 0; round < LEAST_ROUNDS || performance.now() < end; round++) {
    for (const peer of round % 2 === 0 ? peers : [...peers].reverse()) {
      await sleep(SETTLE_MS, undefined, { signal });
      const { rates, loopDelaysMs } = slices.get(peer.name)!;
      if (isWatchRound(round)) loopDelaysMs.push(await watchLoop(peer, workers));
      else rates.push(await runSlice(peer, workers, SLICE_MS));
    }
  }
  return Object.fromEntries([...slices].map(([name, some]) => [name, rateOf(some)]));
}

interface Slice {
  readonly runs: number;
  readonly wallMs: number;
  readonly cpu: CpuSplit;
}

interface Slices {
  readonly rates: Slice[];
  /** p99 of each. */
  readonly loopDelaysMs: number[];
}

function rateOf({ rates, loopDelaysMs }: Slices): Rate {
  const each = rates.map(({ runs, wallMs, cpu }) => ({
    runsPerSecond: (1_000 * runs) / wallMs,
    nodeCpuMsPerRun: cpu.node / Math.max(1, runs),
  }));
  const runs = Math.max(1, sum(rates.map((slice) => slice.runs)));
  const perRun = (key: keyof CpuSplit) => sum(rates.map(({ cpu }) => cpu[key] ?? 0)) / runs;
  const seen = rates.every(({ cpu }) => cpu.kernel !== undefined);
  return {
    runsPerSecond: median(each.map((slice) => slice.runsPerSecond)),
    nodeCpuMsPerRun: median(each.map((slice) => slice.nodeCpuMsPerRun)),
    cpuMsPerRun: {
      node: perRun('node'),
      jail: perRun('jail'),
      program: perRun('program'),
      ...(seen && { kernel: perRun('kernel') }),
    },
    loopDelayP99Ms: median(loopDelaysMs),
    slices: each,
  };
}

/** Keeps all workers busy, and looks only at what happens after the lead-in. */
async function runSlice(
  peer: LoadedPeer,
  workers: number,
  sliceMs: number,
  delays?: IntervalHistogram,
): Promise<Slice> {
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
  const mark = (cpu = readCpuTimes()) => ({
    runs,
    wallMs: performance.now(),
    cpu,
    own: peer.programCpuMs?.(),
  });
  try {
    await Promise.race([broken, sleep(LEAD_IN_MS)]);
    const start = mark();
    delays?.enable();
    await Promise.race([broken, sleep(sliceMs)]);
    delays?.disable();
    const end = { runs, wallMs: performance.now(), nodeMs: nodeCpuMs() };
    return {
      runs: end.runs - start.runs,
      wallMs: end.wallMs - start.wallMs,
      cpu: splitOf(start, { ...mark(), nodeMs: end.nodeMs }),
    };
  } finally {
    delays?.disable();
    stopped = true;
    await Promise.allSettled(loops);
  }
}

/** p99 of how late timers are while all workers are busy. */
async function watchLoop(peer: LoadedPeer, workers: number): Promise<number> {
  const delays = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  await runSlice(peer, workers, SLICE_MS, delays);
  return Math.max(0, delays.percentile(99) / 1e6 - LOOP_RESOLUTION_MS);
}

interface Mark {
  readonly cpu: ReturnType<typeof readCpuTimes>;
  readonly own: number | undefined;
}

/** With an account of the programs' own, the rest of what the cells used is the jail's; without, all is the program's. */
function splitOf(start: Mark, end: Mark & { readonly nodeMs: number }): CpuSplit {
  const children = end.cpu.cellsMs + end.cpu.endedMs - start.cpu.cellsMs - start.cpu.endedMs;
  const program = end.own === undefined || start.own === undefined ? children : end.own - start.own;
  const kernel =
    end.cpu.kernelMs === undefined || start.cpu.kernelMs === undefined
      ? undefined
      : end.cpu.kernelMs - start.cpu.kernelMs;
  return { node: end.nodeMs - start.cpu.nodeMs, jail: Math.max(0, children - program), program, kernel };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
