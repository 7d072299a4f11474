import { z } from 'zod';
import { BailiffError, type Runner } from '../../lib/index.js';
import type { OnEvent } from '../events.js';
import type { JournalOptions } from '../journal/options.js';
import type { Reporter } from '../reporters/reporter.js';
import type { Decide } from '../verdict.js';

/** What `grade()` and `verify()` have in common. */
export interface JudgeOptions {
  /** Runs the programs; stays the caller's to close. */
  readonly runner: Runner;
  /** Programs at the same time. @default the runner's concurrency */
  readonly jobs?: number;
  /** Ends the judging at once. The report then has what was done, its status `interrupted`. */
  readonly signal?: AbortSignal;
  /** Run every case, also those that nothing depends on any more. @default false */
  readonly all?: boolean;
  /** Evidence to verdict. @default `decideVerdict` */
  readonly decide?: Decide;
  /** A CPU time within this share of the limit is measured again, alone; 0: never. @default 0.1 */
  readonly margin?: number;
  /** Put the beginnings of input, output, answer and stderr into the reports of cases. @default false */
  readonly excerpts?: boolean;
  /** Put sources into the reports of submissions. @default false */
  readonly sources?: boolean;
  /** Told the report while it is made. One that throws ends the judging. */
  readonly reporters?: readonly Reporter[];
  /** Whether the report that is returned has the submissions. Without, memory stays flat. @default true */
  readonly collect?: boolean;
  /** A file that keeps what is judged, so that an interrupted judging can be resumed. */
  readonly journal?: JournalOptions;
  readonly onEvent?: OnEvent;
}

const Numbers = z.looseObject({
  jobs: z.number().int().min(1).max(256).optional(),
  margin: z.number().min(0).max(1).optional(),
});

/** @throws BailiffError INVALID_OPTIONS */
export function checkOptions(options: JudgeOptions, call: string): void {
  const issue = Numbers.safeParse(options).error?.issues[0];
  if (!issue) return;
  throw new BailiffError(
    'INVALID_OPTIONS',
    `Cannot use "${issue.path.join('.')}" of ${call}: ${issue.message}`,
  );
}
