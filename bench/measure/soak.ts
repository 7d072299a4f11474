import type { Runner } from '../../lib/index.js';
import { bailiffContender } from '../peers/bailiff.js';
import { turn } from '../peers/peer.js';
import { NO_OP } from '../peers/program.js';
import { mean, slope } from './statistics.js';

/** Whether Node's memory stays flat over many runs. Sizes are resident set sizes in bytes. */
export interface SoakResult {
  readonly runs: number;
  readonly runsPerSecond: number;
  /** After this many runs: all samples, evenly spaced. */
  readonly samples: readonly (readonly [runs: number, rssBytes: number])[];
  readonly trend: Trend;
}

/** The straight line through the samples after warm-up. */
export interface Trend {
  readonly meanBytes: number;
  readonly bytesPerRun: number;
  /** What the line rises from its first to its last run; falls when negative. */
  readonly growthBytes: number;
  /** The rise is at most 5 % of the mean: less than V8 moves its heap about by itself. */
  readonly flat: boolean;
}

const SAMPLES = 100;
const WARM_UP_SHARE = 0.3; // code is compiled, pools and V8's young generation reach their size
/** How much of its mean the memory may rise. */
export const FLAT_SHARE = 0.05;

/** Runs the no-op many times, with as many workers as the runner has places, and watches the memory of Node. */
export async function soak(
  runner: Runner,
  runs: number,
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: (doing: string) => void },
): Promise<SoakResult> {
  const startedAt = performance.now();
  const peer = bailiffContender(runner).open(NO_OP);
  const samples: [number, number][] = [];
  const every = Math.ceil(runs / SAMPLES);
  let started = 0;
  let ended = 0;
  const work = async () => {
    while (started++ < runs) {
      signal?.throwIfAborted();
      await peer.run();
      await turn();
      if (++ended % every === 0) samples.push([ended, process.memoryUsage.rss()]);
      if (ended % (10 * every) === 0) onProgress?.(`${ended} of ${runs} runs`);
    }
  };
  await Promise.all(Array.from({ length: runner.concurrency }, work));
  const runsPerSecond = (1_000 * runs) / (performance.now() - startedAt);
  return { runs, runsPerSecond, samples, trend: trendOf(samples) };
}

/** Pure. At least two samples must be left after the first 30 %. */
export function trendOf(samples: SoakResult['samples']): Trend {
  const warm = samples.slice(Math.floor(samples.length * WARM_UP_SHARE));
  const meanBytes = mean(warm.map(([, bytes]) => bytes));
  const bytesPerRun = slope(warm);
  const growthBytes = bytesPerRun * (warm.at(-1)![0] - warm[0]![0]);
  return { meanBytes, bytesPerRun, growthBytes, flat: growthBytes <= FLAT_SHARE * meanBytes };
}
