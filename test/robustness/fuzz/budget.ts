import fc from 'fast-check';

/** How long each property is tried, as `npm run fuzz` says; 0: a few runs. */
const SECONDS = Number(process.env.BAILIFF_FUZZ_SECONDS || 0);
const SEED = Number(process.env.BAILIFF_FUZZ_SEED || Number.NaN); // '' is none

/** Longer than a property takes, with shrinking. */
export const FUZZ_TIMEOUT_MS = 60_000 + 10_000 * SECONDS;

/** Holds a property to some runs, or to as many as there is time for. A failure tells the seed, to try it again with. */
export async function fuzz<Ts extends [unknown, ...unknown[]]>(
  property: fc.IAsyncProperty<Ts> | fc.IProperty<Ts>,
  few: number,
): Promise<void> {
  await fc.assert(property as fc.IAsyncProperty<Ts>, {
    ...(SECONDS > 0 ? { numRuns: 2 ** 30, interruptAfterTimeLimit: SECONDS * 1_000 } : { numRuns: few }),
    ...(Number.isNaN(SEED) ? {} : { seed: SEED }),
  });
}
