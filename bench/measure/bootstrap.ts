import { percentile } from './statistics.js';

/** A value, and where it lies with 95 % confidence. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Samples, and which percentile of them is meant. */
export interface Sampled {
  readonly samples: readonly number[];
  readonly percent: number;
}

const ROUNDS = 400;
const SEED = 0x9e3779b9;

/**
 * The product of percentiles over the product of others, with the uncertainty that comes of having only so many
 * samples: each set is drawn from itself anew, many times (percentile bootstrap). The same samples give the same
 * interval. A set of one sample counts as exact.
 */
export function ratioOf(above: readonly Sampled[], below: readonly Sampled[]): Estimate {
  const product = (sets: readonly Sampled[], pick: (set: Sampled) => number) =>
    sets.reduce((total, set) => total * pick(set), 1);
  const ratio = (pick: (set: Sampled) => number) => product(above, pick) / product(below, pick);
  const random = randomFrom(SEED);
  const drawn = Array.from({ length: ROUNDS }, () => ratio((set) => redrawn(set, random)));
  return {
    value: ratio(({ samples, percent }) => percentile(samples, percent)),
    low: percentile(drawn, 2.5),
    high: percentile(drawn, 97.5),
  };
}

function redrawn({ samples, percent }: Sampled, random: () => number): number {
  const drawn = new Float64Array(samples.length);
  for (let i = 0; i < drawn.length; i++) drawn[i] = samples[Math.floor(random() * samples.length)]!;
  drawn.sort();
  const at = ((drawn.length - 1) * percent) / 100;
  const below = drawn[Math.floor(at)]!;
  return below + (drawn[Math.ceil(at)]! - below) * (at - Math.floor(at));
}

/** Numbers from 0 to 1 that look random, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
