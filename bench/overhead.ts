import { type BenchHost, busyShare, gatherHost } from './host-facts.js';
import type { LatencyResult } from './latency.js';
import { type MemoryResult, measureMemory } from './memory.js';
import type { NodeCpuResult } from './node-cpu.js';
import { OverheadOptions, type Part, parseOptions } from './options.js';
import { latencyPart, nodeCpuPart, planJob, throughputPart, tryColdNsjail, warmUpAll } from './parts.js';
import { NO_OP } from './peers.js';
import type { ThroughputResult } from './throughput.js';

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
  const { seconds, only, pin = false, signal, onProgress } = options;
  const startedAt = new Date().toISOString();
  const job = planJob(options);
  const when = <T>(part: Part, measure: () => Promise<T>) =>
    only.includes(part) ? measure() : Promise.resolve(undefined);

  onProgress?.('host facts, and memory of parked cells');
  const host = await gatherHost(job.runnerOptions, signal);
  const memory = await when('memory', () => measureMemory(job.runnerOptions, signal)); // first: Node is still small
  const { cold, skipped } = await tryColdNsjail(host);
  if (only.some((part) => part !== 'memory')) await warmUpAll(job);
  const latency = await when('latency', () => latencyPart(job, cold));
  const throughput = await when('throughput', () => throughputPart(job));
  const nodeCpu = await when('cpu', () => nodeCpuPart(job));
  return {
    kind: 'overhead',
    formatVersion: 1,
    startedAt,
    seconds,
    program: NO_OP,
    pin,
    host,
    busyAfter: await busyShare(signal),
    skipped,
    memory,
    latency,
    throughput,
    nodeCpu,
  };
}
