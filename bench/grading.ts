import type { RunnerOptions } from '../lib/index.js';
import { type CaseOverhead, measureCaseOverhead } from './grading/case-overhead.js';
import { type CheckerSpeed, measureCheckers } from './grading/checker-speed.js';
import { type Efficiency, measureEfficiency } from './grading/efficiency.js';
import { type FlatMemory, measureFlatMemory } from './grading/flat-memory.js';
import { measureRoundTrips, type RoundTrips } from './grading/round-trips.js';
import { type BenchHost, busyShare, gatherHost } from './host-facts.js';
import { GradingOptions, type GradingPart, parseOptions } from './options.js';

/** The figures of the grading benchmark, as `--json` prints them. Times in milliseconds, sizes in bytes. */
export interface GradingReport {
  readonly kind: 'grading';
  readonly formatVersion: 1;
  readonly startedAt: string;
  readonly quick: boolean;
  readonly pin: boolean;
  readonly host: BenchHost;
  /** As `host.busyBefore`, just after the last measurement. */
  readonly busyAfter: number;
  readonly efficiency?: Efficiency;
  /** With the default checker, and with a program. */
  readonly overhead?: readonly CaseOverhead[];
  readonly roundTrips?: RoundTrips;
  readonly checker?: readonly CheckerSpeed[];
  readonly memory?: FlatMemory;
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

/**
 * Measures what grading costs beside the programs that are graded, through the harness's own public functions.
 *
 * @example
 * const report = await benchGrading({ quick: true });
 *
 * @throws BailiffError for a wrong option, for a host on which programs cannot be run, and when a verdict is not what
 * it should be; `signal.reason` when cancelled.
 */
export async function benchGrading(given: GradingOptions = {}): Promise<GradingReport> {
  const { quick, only, pin, home, nsjail, signal, onProgress } = parseOptions(GradingOptions, given);
  const startedAt = new Date().toISOString();
  const sizes = quick ? SIZES.quick : SIZES.full;
  const options: RunnerOptions = { pin, home, nsjail };
  const when = <T>(part: GradingPart, doing: string, measure: () => Promise<T>) => {
    if (!only.includes(part)) return Promise.resolve(undefined);
    onProgress?.(doing);
    return measure();
  };

  onProgress?.('host facts');
  const host = await gatherHost(options, signal);
  const efficiency = await when('efficiency', 'efficiency of a batch', () =>
    measureEfficiency(sizes.efficiency, options, signal),
  );
  const overhead = await when('overhead', 'overhead of a case', async () => [
    await measureCaseOverhead('default', sizes.overheadCases, options, signal),
    await measureCaseOverhead('program', sizes.overheadCases, options, signal),
  ]);
  const roundTrips = await when('interactive', 'round trips of interactive programs', () =>
    measureRoundTrips(sizes.trips, options, signal),
  );
  const checker = await when('checker', 'speed of the default checker', async () =>
    measureCheckers(sizes.checkerBytes),
  );
  const memory = await when('memory', 'memory over a large batch', () =>
    measureFlatMemory(sizes.memory, options, signal),
  );
  return {
    kind: 'grading',
    formatVersion: 1,
    startedAt,
    quick,
    pin,
    host,
    busyAfter: await busyShare(signal),
    efficiency,
    overhead,
    roundTrips,
    checker,
    memory,
  };
}
