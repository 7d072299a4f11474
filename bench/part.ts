import { BailiffError, type RunnerOptions } from '../lib/index.js';
import type { BenchHost } from './host-facts.js';
import type { ParsedOptions } from './options.js';
import type { FoundPeers } from './peers/find.js';
import type { PartResult } from './report.js';

/** What every part gets. */
export interface Job {
  readonly options: ParsedOptions;
  readonly runnerOptions: RunnerOptions;
  readonly host: BenchHost;
  readonly signal: AbortSignal | undefined;
  /** Looked for at the first question. What is not there, or fails, is noted as skipped. */
  peers(): Promise<FoundPeers['contenders']>;
  /** Notes what is left out, and why. */
  skip(what: string, why: string): void;
}

/** One thing that is measured. */
export interface Part {
  /** What `--filter` looks at, e.g. `latency/no-op/10ms`. */
  readonly name: string;
  /** Its share of the time beside those of the others; 0: it takes as long as it takes. */
  readonly weight: number;
  /** Whether V8 must have compiled what is hot. */
  readonly warmed?: boolean;
  measure(job: Job, timeMs: number): Promise<PartResult>;
}

/**
 * The parts that a filter leaves: of each of its texts those with it in their names, or the one whose name it is.
 *
 * @throws BailiffError INVALID_OPTIONS when it leaves none
 */
export function chosen(parts: readonly Part[], filter: readonly string[] | undefined): Part[] {
  const names = new Set(parts.map(({ name }) => name));
  const fits = (name: string) => (text: string) => (names.has(text) ? name === text : name.includes(text));
  const left = parts.filter(({ name }) => !filter || filter.some(fits(name)));
  if (left.length > 0) return left;
  const known = parts.map(({ name }) => name).join(', ');
  throw new BailiffError('INVALID_OPTIONS', `Cannot find "${filter}" in any of ${known}; change --filter`);
}
