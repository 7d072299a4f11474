import { createRunner, messageOf } from '../lib/index.js';
import { partsFor } from './commands/index.js';
import { busyShare, gatherHost } from './host-facts.js';
import { BenchOptions, parseOptions, secondsOf } from './options.js';
import { chosen, type Job, type Part } from './part.js';
import { bailiffContender } from './peers/bailiff.js';
import { findPeers } from './peers/find.js';
import { type Contender, warmUp } from './peers/peer.js';
import { NO_OP } from './peers/program.js';
import { spawnContender } from './peers/spawned.js';
import type { BenchReport, PartResult } from './report.js';

/**
 * V8 needs some thousand runs to compile what is hot (`--trace-opt`: 130 functions in the first 5,000, 15 in the next);
 * until then Node's CPU time per run is up to twice as high.
 */
const WARM_UP = { runs: 8_000, leastMs: 4_000, mostMs: 15_000 } as const;

/**
 * Measures what bailiff costs, beside the other runners of this machine: all in one process and in turns.
 *
 * @example
 * const report = await bench({ command: 'overhead', seconds: 20, filter: ['latency'] });
 *
 * @throws BailiffError for a wrong option, and for a host on which nothing can run; `signal.reason` when cancelled.
 * No process is left behind in any case.
 */
export async function bench(given: BenchOptions = {}): Promise<BenchReport> {
  const options = parseOptions(BenchOptions, given);
  const { command, filter, home, nsjail, signal, onProgress, pin = command === 'grading' } = options;
  const startedAt = new Date().toISOString();
  const skipped: Record<string, string> = {};
  const skip = (what: string, why: string) => {
    skipped[what] = why;
  };
  const parts = chosen(await partsFor(options, skip), filter);
  onProgress?.('host facts');
  const host = await gatherHost({ home, nsjail }, signal);
  let found: Promise<readonly Contender[]> | undefined;
  const peers = () => {
    found ??= findPeers(host, { goJudge: options.goJudge, commands: options.peers, as: options.as }).then(
      (all) => {
        for (const [what, why] of Object.entries(all.skipped)) skip(what, why);
        return all.contenders;
      },
    );
    return found;
  };
  const job: Job = { options, runnerOptions: { home, nsjail, pin }, host, signal, skip, peers };
  try {
    const results = await measureAll(job, parts);
    const busyAfter = await busyShare(signal);
    return {
      kind: 'bench',
      formatVersion: 2,
      command,
      startedAt,
      pin,
      host,
      busyAfter,
      skipped,
      parts: results,
    };
  } finally {
    for (const contender of (await found?.catch(() => [])) ?? []) await contender.close?.();
  }
}

/** One after another. A language that does not work here is left out in sight; everything else must work. */
async function measureAll(job: Job, parts: readonly Part[]): Promise<PartResult[]> {
  const { options, signal } = job;
  const weight = parts.reduce((total, part) => total + part.weight, 0);
  const results: PartResult[] = [];
  let warm = false;
  for (const part of parts) {
    signal?.throwIfAborted();
    if (part.warmed && !warm) await warmUpAll(job);
    warm ||= part.warmed === true;
    options.onProgress?.(part.name);
    const timeMs = weight === 0 ? 0 : (1_000 * secondsOf(options) * part.weight) / weight;
    try {
      results.push(await part.measure(job, timeMs));
    } catch (error) {
      if (signal?.aborted || !part.name.startsWith('language/')) throw error;
      job.skip(part.name, messageOf(error));
    }
  }
  return results;
}

/** Brings the code of all that is compared to its final speed, or near it where little is measured. */
async function warmUpAll({ runnerOptions, options, signal }: Job): Promise<void> {
  options.onProgress?.('warm-up');
  const quarterMs = 250 * secondsOf(options);
  const timeMs = Math.min(WARM_UP.mostMs, Math.max(WARM_UP.leastMs, quarterMs));
  await using runner = createRunner({ ...runnerOptions, concurrency: 2 });
  for (const contender of [bailiffContender(runner), spawnContender])
    await warmUp(contender.open(NO_OP), WARM_UP.runs, timeMs, signal);
}
