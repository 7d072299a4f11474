import { createRunner, type RunnerOptions } from '../../lib/index.js';
import { mean, percentile } from '../measure/statistics.js';
import { gradeBatch, writeBatch } from './batch.js';

/** What a case costs beyond the program's own wall time, one case at a time. */
export interface CaseOverhead {
  readonly checker: 'default' | 'program';
  readonly cases: number;
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

const WARM_UP_CASES = 20;

/** Grades one submission with one worker, and looks at the time between the ends of its cases. */
export async function measureCaseOverhead(
  checker: CaseOverhead['checker'],
  cases: number,
  options: RunnerOptions,
  signal?: AbortSignal,
): Promise<CaseOverhead> {
  const shape = { cases: WARM_UP_CASES + cases, submissions: 1, validator: checker === 'program' };
  await using batch = await writeBatch(shape);
  await using runner = createRunner({ ...options, concurrency: 1 });
  const ends: { readonly atMs: number; readonly wallMs: number }[] = [];
  await gradeBatch(batch, {
    runner,
    signal,
    onCase: ({ result }) => ends.push({ atMs: performance.now(), wallMs: result.usage?.wallMs ?? 0 }),
  });
  const beyond = overheads(ends).slice(-cases);
  return {
    checker,
    cases: beyond.length,
    meanMs: mean(beyond),
    p50Ms: percentile(beyond, 50),
    p95Ms: percentile(beyond, 95),
  };
}

/** Of each case but the first: the time since the end of the one before, less the program's own. */
export function overheads(
  ends: readonly { readonly atMs: number; readonly wallMs: number }[],
): readonly number[] {
  return ends.slice(1).map(({ atMs, wallMs }, i) => atMs - ends[i]!.atMs - wallMs);
}
