import type { RunnerOptions } from '../../lib/index.js';
import { type CaseOverhead, measureCaseOverhead } from './case-overhead.js';
import { type CheckerSpeed, measureCheckers } from './checker-speed.js';
import { type Efficiency, measureEfficiency } from './efficiency.js';
import { type FlatMemory, measureFlatMemory } from './flat-memory.js';
import { measureRoundTrips, type RoundTrips } from './round-trips.js';

/** What grading costs beside the programs that are graded: some of it. */
export interface GradingResults {
  readonly quick: boolean;
  readonly efficiency?: Efficiency;
  /** With the default checker, and with a program. */
  readonly overhead?: readonly CaseOverhead[];
  readonly roundTrips?: RoundTrips;
  readonly checker?: readonly CheckerSpeed[];
  readonly memory?: FlatMemory;
}

export interface GradingSize {
  readonly quick: boolean;
  readonly options: RunnerOptions;
  readonly signal?: AbortSignal;
}

/** How much is measured: a quick look, or what the targets speak of. */
const SIZES = {
  full: {
    efficiency: { submissions: 20, cases: 200 },
    overheadCases: 400,
    trips: 100_000,
    checkerBytes: 32 * 2 ** 20,
    memory: { submissions: 100, cases: 1_000 },
  },
  quick: {
    efficiency: { submissions: 5, cases: 50 },
    overheadCases: 100,
    trips: 20_000,
    checkerBytes: 8 * 2 ** 20,
    memory: { submissions: 20, cases: 200 },
  },
} as const;

/** The parts of the grading benchmark by name, each through the harness's own public functions. */
export const GRADING: Readonly<Record<string, (size: GradingSize) => Promise<GradingResults>>> = {
  efficiency: async ({ quick, options, signal }) => ({
    quick,
    efficiency: await measureEfficiency(sizes(quick).efficiency, options, signal),
  }),
  overhead: async ({ quick, options, signal }) => ({
    quick,
    overhead: [
      await measureCaseOverhead('default', sizes(quick).overheadCases, options, signal),
      await measureCaseOverhead('program', sizes(quick).overheadCases, options, signal),
    ],
  }),
  interactive: async ({ quick, options, signal }) => ({
    quick,
    roundTrips: await measureRoundTrips(sizes(quick).trips, options, signal),
  }),
  checker: async ({ quick }) => ({ quick, checker: measureCheckers(sizes(quick).checkerBytes) }),
  memory: async ({ quick, options, signal }) => ({
    quick,
    memory: await measureFlatMemory(sizes(quick).memory, options, signal),
  }),
};

function sizes(quick: boolean) {
  return quick ? SIZES.quick : SIZES.full;
}
