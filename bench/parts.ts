import type { z } from 'zod';
import { createRunner, messageOf, type RunnerOptions } from '../lib/index.js';
import type { BenchHost } from './host-facts.js';
import { type LatencyResult, measureLatency, PAUSES } from './latency.js';
import { measureNodeCpu, type NodeCpuResult } from './node-cpu.js';
import type { OverheadOptions, Part } from './options.js';
import { bailiffPeer, coldNsjailPeer, type Peer, spawnPeer, warmUp } from './peers.js';
import { measureThroughput, type ThroughputResult, WORKERS } from './throughput.js';

/** What every part gets. */
export interface Job {
  readonly options: z.output<typeof OverheadOptions>;
  readonly runnerOptions: RunnerOptions;
  /** The part's share of the time. */
  readonly timeMs: (part: Part) => number;
}

/** Shares of the time, for those parts that are measured until it is over. */
const SHARES: Readonly<Record<Part, number>> = { memory: 0, latency: 0.6, throughput: 0.28, cpu: 0.12 };

/** V8 needs some thousand runs to compile what is hot; until then Node's CPU time per run is up to twice as high. */
const WARM_UP = { runs: 3_000, timeMs: 4_000 } as const;

export function planJob(options: Job['options']): Job {
  const { seconds, only, home, nsjail, pin } = options;
  const weight = only.reduce((total, part) => total + SHARES[part], 0);
  return {
    options,
    runnerOptions: { home, nsjail, pin },
    timeMs: (part) => (weight === 0 ? 0 : (1_000 * seconds * SHARES[part]) / weight),
  };
}

/** Brings the code of all that is compared to its final speed. */
export async function warmUpAll({ options: { signal, onProgress }, runnerOptions }: Job): Promise<void> {
  onProgress?.('warm-up');
  await using runner = createRunner({ ...runnerOptions, concurrency: 2 });
  for (const peer of [bailiffPeer(runner), spawnPeer()]) {
    await warmUp(peer, WARM_UP.runs, WARM_UP.timeMs, signal);
  }
}

/** The cold nsjail, or why there is none. */
export async function tryColdNsjail(
  host: BenchHost,
): Promise<{ cold?: Peer; skipped: Record<string, string> }> {
  const peer = coldNsjailPeer(host);
  if (!peer) return { skipped: { 'nsjail -Mo': 'nsjail was not found; run: bailiff setup' } };
  try {
    await peer.run();
    return { cold: peer, skipped: {} };
  } catch (error) {
    return { skipped: { [peer.name]: messageOf(error) } };
  }
}

/** All peers, at every pause. */
export async function latencyPart(
  { options: { signal, onProgress }, runnerOptions, timeMs }: Job,
  cold: Peer | undefined,
): Promise<LatencyResult[]> {
  await using runner = createRunner(runnerOptions);
  const peers = [bailiffPeer(runner), spawnPeer(), ...(cold ? [cold] : [])];
  const results: LatencyResult[] = [];
  for (const { pauseMs, share } of PAUSES) {
    onProgress?.(`latency with pauses of ${pauseMs} ms`);
    results.push(await measureLatency(peers, pauseMs, timeMs('latency') * share, signal));
  }
  return results;
}

/** With every number of workers, on a runner that allows just so many at a time. */
export async function throughputPart({
  options: { signal, onProgress },
  runnerOptions,
  timeMs,
}: Job): Promise<ThroughputResult[]> {
  const results: ThroughputResult[] = [];
  for (const workers of WORKERS) {
    onProgress?.(`runs per second, workers: ${workers}`);
    await using runner = createRunner({ ...runnerOptions, concurrency: workers });
    const peers = [bailiffPeer(runner), spawnPeer()];
    results.push(await measureThroughput(peers, workers, timeMs('throughput') / WORKERS.length, signal));
  }
  return results;
}

export async function nodeCpuPart({
  options: { signal, onProgress },
  runnerOptions,
  timeMs,
}: Job): Promise<NodeCpuResult> {
  onProgress?.('CPU time of Node');
  await using runner = createRunner(runnerOptions);
  return await measureNodeCpu([bailiffPeer(runner), spawnPeer()], timeMs('cpu'), signal);
}
