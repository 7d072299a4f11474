/** What a set of times says. Milliseconds. */
export interface Summary {
  readonly n: number;
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** Relative margin of error of the mean, in percent, at 95 % confidence. */
  readonly rmePercent: number;
}

/** A summary, and the times themselves: for pictures, and for comparing with another day's. */
export interface Timed extends Summary {
  /** In the order in which they were taken; of very many every n-th. */
  readonly samplesMs: readonly number[];
}

const MOST_SAMPLES = 2_000; // kept of each set: they go into JSON

const Z_95 = 1.96; // two-sided 95 % of the normal distribution; within 4 % of Student's t from 30 samples on

/** Summarises at least two times. */
export function summarize(timesMs: readonly number[]): Summary {
  return {
    n: timesMs.length,
    meanMs: mean(timesMs),
    p50Ms: percentile(timesMs, 50),
    p95Ms: percentile(timesMs, 95),
    p99Ms: percentile(timesMs, 99),
    rmePercent: relativeMarginOfError(timesMs),
  };
}

/** Summarises at least two times, and keeps them. */
export function timed(timesMs: readonly number[]): Timed {
  const step = Math.ceil(timesMs.length / MOST_SAMPLES);
  const kept = timesMs.filter((_, i) => i % step === 0);
  return { ...summarize(timesMs), samplesMs: kept.map((ms) => Math.round(ms * 1_000) / 1_000) };
}

export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The value below which `percent` of the values lie, between neighbours by straight line (Hyndman and Fan, type 7). */
export function percentile(values: readonly number[], percent: number): number {
  if (values.length === 0) throw new RangeError('percentile of no values');
  const sorted = [...values].sort((a, b) => a - b);
  const at = ((sorted.length - 1) * percent) / 100;
  const below = sorted[Math.floor(at)]!;
  const above = sorted[Math.ceil(at)]!;
  return below === above ? below : below + (above - below) * (at - Math.floor(at));
}

/** Half the width of the mean's 95 % confidence interval, in percent of the mean. At least two values, mean not 0. */
export function relativeMarginOfError(values: readonly number[]): number {
  if (values.length < 2) throw new RangeError('margin of error of fewer than two values');
  const centre = mean(values);
  const variance = sum(values.map((value) => (value - centre) ** 2)) / (values.length - 1);
  return (100 * Z_95 * Math.sqrt(variance / values.length)) / Math.abs(centre);
}

/** Slope of the straight line with the least squares of distance in y. At least two points with different x. */
export function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const centreX = mean(points.map(([x]) => x));
  const centreY = mean(points.map(([, y]) => y));
  const spread = sum(points.map(([x]) => (x - centreX) ** 2));
  if (!(spread > 0)) throw new RangeError('slope needs two points with different x');
  return sum(points.map(([x, y]) => (x - centreX) * (y - centreY))) / spread;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
