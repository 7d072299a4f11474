import type { Program, Said } from '../../lib/index.js';
import type { CheckResult } from '../checkers/checker.js';
import type { TestCase } from '../problem/problem.js';
import type { UsageReport } from '../report.js';
import type { Evidence, Verdict } from '../verdict.js';
import type { Judging } from './judging.js';

/** A case that a program is to be judged on. */
export interface CaseRun {
  readonly judging: Judging;
  readonly program: Program;
  readonly testCase: TestCase;
  /** CPU time that is in time. */
  readonly timeMs: number;
  readonly signal: AbortSignal;
}

/** What was found by judging a case once. */
export interface Finding extends Omit<CheckResult, 'verdict'> {
  readonly verdict: Verdict;
  readonly usage?: UsageReport;
  /** Of the last run. */
  readonly evidence?: Evidence;
  readonly passes?: number;
  readonly output?: Buffer;
  readonly stderr?: Buffer;
  readonly transcript?: readonly Said[];
}
