import type { z } from 'zod';
import { createRunner, messageOf, type RunnerOptions } from '../lib/index.js';
import { type BenchHost, busyShare, gatherHost } from './host-facts.js';
import { type LatencyResult, measureLatency, PAUSES } from './latency.js';
import { type MemoryResult, measureMemory } from './memory.js';
import { measureNodeCpu, type NodeCpuResult } from './node-cpu.js';
import { OverheadOptions, type Part, parseOptions } from './options.js';
import { bailiffPeer, coldNsjailPeer, NO_OP, type Peer, spawnPeer, warmUp } from './peers.js';
import { measureThroughput, type ThroughputResult, WORKERS } from './throughput.js';

/** The figures of one benchmark, as `--json` prints them. Times in milliseconds, sizes in bytes. */
export interface OverheadReport {
  readonly kind: 'overhead';
  readonly formatVersion: 1;
  readonly startedAt: string;
  readonly seconds: number;
  readonly program: readonly string[];
  readonly pin: boolean;
  readonly host: BenchHost;
  /** As `host.busyBefore`, just after the last measurement. */
  readonly busyAfter: number;
  /** Peers that were left out, and why. */
  readonly skipped: Readonly<Record<string, string>>;
  readonly memory?: MemoryResult;
  readonly latency?: readonly LatencyResult[];
  readonly throughput?: readonly ThroughputResult[];
  readonly nodeCpu?: NodeCpuResult;
}

/** Shares of the time, for those that are measured until their time is over. */
const SHARES: Readonly<Record<Part, number>> = { memory: 0, latency: 0.6, throughput: 0.28, cpu: 0.12 };

type Parsed = z.output<typeof OverheadOptions>;

/**
 * Measures what a jailed run costs beside a plain spawn and a cold nsjail, all in one process and in turns.
 *
 * @example
 * const report = await benchOverhead({ seconds: 20, only: ['latency'] });
 *
 * @throws BailiffError for a wrong option, and for a host on which one of them cannot run; `signal.reason` when
 * cancelled. No process is left behind in any case.
 */
export async function benchOverhead(given: OverheadOptions = {}): Promise<OverheadReport> {
  const options = parseOptions(OverheadOptions, given);
  const { seconds, only, signal, onProgress: tell = () => undefined } = options;
  const startedAt = new Date().toISOString();
  const runnerOptions = { home: options.home, nsjail: options.nsjail, pin: options.pin };
  const weight = only.reduce((total, part) => total + SHARES[part], 0) || 1;
  const msOf = (part: Part) => (1_000 * seconds * SHARES[part]) / weight;
  const has = (part: Part) => only.includes(part);

  tell('host facts');
  const host = await gatherHost(runnerOptions, signal);
  if (has('memory')) tell('memory of parked cells');
  const memory = has('memory') ? await measureMemory(runnerOptions, signal) : undefined; // first: Node is still small
  const { cold, skipped } = await tryColdNsjail(host);
  return {
    kind: 'overhead',
    formatVersion: 1,
    startedAt,
    seconds,
    program: NO_OP,
    pin: options.pin ?? false,
    host,
    skipped,
    memory,
    latency: has('latency') ? await latency(options, runnerOptions, cold, msOf('latency')) : undefined,
    throughput: has('throughput') ? await throughput(options, runnerOptions, msOf('throughput')) : undefined,
    nodeCpu: has('cpu') ? await nodeCpu(options, runnerOptions, msOf('cpu')) : undefined,
  };
}

async function tryColdNsjail(host: BenchHost): Promise<{ cold: Peer[]; skipped: Record<string, string> }> {
  const peer = coldNsjailPeer(host);
  if (!peer) return { cold: [], skipped: { 'nsjail -Mo': 'nsjail was not found; run: bailiff setup' } };
  try {
    await peer.run();
    return { cold: [peer], skipped: {} };
  } catch (error) {
    return { cold: [], skipped: { [peer.name]: messageOf(error) } };
  }
}

async function latency(
  { signal, onProgress }: Parsed,
  runnerOptions: RunnerOptions,
  cold: readonly Peer[],
  timeMs: number,
): Promise<LatencyResult[]> {
  await using runner = createRunner(runnerOptions);
  const peers = [bailiffPeer(runner), spawnPeer(), ...cold];
  const results: LatencyResult[] = [];
  for (const { pauseMs, share } of PAUSES) {
    onProgress?.(`latency with pauses of ${pauseMs} ms`);
    results.push(await measureLatency(peers, pauseMs, timeMs * share, signal));
  }
  return results;
}

async function throughput(
  { signal, onProgress }: Parsed,
  runnerOptions: RunnerOptions,
  timeMs: number,
): Promise<ThroughputResult[]> {
  const results: ThroughputResult[] = [];
  for (const workers of WORKERS) {
    onProgress?.(`runs per second, workers: ${workers}`);
    await using runner = createRunner({ ...runnerOptions, concurrency: workers });
    const peers = [bailiffPeer(runner), spawnPeer()];
    results.push(await measureThroughput(peers, workers, timeMs / WORKERS.length, signal));
  }
  return results;
}

async function nodeCpu(
  { signal, onProgress }: Parsed,
  runnerOptions: RunnerOptions,
  timeMs: number,
): Promise<NodeCpuResult> {
  onProgress?.('CPU time of Node');
  await using runner = createRunner(runnerOptions);
  return await measureNodeCpu([bailiffPeer(runner), spawnPeer()], timeMs, signal);
}
