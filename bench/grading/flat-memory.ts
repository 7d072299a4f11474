import { createRunner, type RunnerOptions } from '../../lib/index.js';
import { type Trend, trendOf } from '../measure/soak.js';
import { gradeBatch, writeBatch } from './batch.js';

/** Whether Node's memory stays flat in one large batch. */
export interface FlatMemory {
  readonly submissions: number;
  readonly cases: number;
  readonly casesPerSecond: number;
  /** After this many cases: evenly spaced. */
  readonly samples: readonly (readonly [cases: number, rssBytes: number])[];
  /** As of a soak, by case. */
  readonly trend: Trend;
}

const SAMPLES = 100;

/** Grades many submissions with many small cases, and samples the resident set size. */
export async function measureFlatMemory(
  size: { readonly submissions: number; readonly cases: number },
  options: RunnerOptions,
  signal?: AbortSignal,
): Promise<FlatMemory> {
  await using batch = await writeBatch(size);
  await using runner = createRunner(options);
  const total = size.submissions * size.cases;
  const every = Math.max(1, Math.floor(total / SAMPLES));
  const samples: [number, number][] = [];
  let done = 0;
  const wallMs = await gradeBatch(batch, {
    runner,
    signal,
    onCase: () => {
      if (++done % every === 0) samples.push([done, process.memoryUsage.rss()]);
    },
  });
  return { ...size, casesPerSecond: (1_000 * total) / wallMs, samples, trend: trendOf(samples) };
}
