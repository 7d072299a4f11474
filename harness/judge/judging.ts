import { BailiffError, type Enforcement, type Runner } from '../../lib/index.js';
import type { OnEvent } from '../events.js';
import type { ProblemJournal } from '../journal/journal.js';
import type { Problem } from '../problem/problem.js';
import type { CaseReport } from '../report.js';
import type { CaseOutcome } from '../scoring/rules.js';
import type { Submission } from '../submission/submission.js';
import type { Decide, Verdict } from '../verdict.js';
import type { Pool } from './pool.js';
import type { ToolShop } from './tool-shop.js';

/** What the judging of one problem's submissions shares. */
export interface Judging {
  /** Prepared: every input and answer is there. */
  readonly problem: Problem;
  readonly runner: Runner;
  /** The problem's tools, each compiled once. */
  readonly tools: ToolShop;
  /** Evidence to verdict; an embedder may bring another order. */
  readonly decide: Decide;
  /** Run every case, also those that no group needs any more. */
  readonly all: boolean;
  /** A CPU time within this share of the limit is measured again alone: 0.1 is 10 %. 0: never. */
  readonly margin: number;
  /** Put pieces of input, output, answer and stderr into the reports of cases. */
  readonly excerpts: boolean;
  /** Put sources into the reports of submissions. */
  readonly sources: boolean;
  readonly pool: Pool;
  readonly signal: AbortSignal;
  readonly emit: OnEvent;
  /** Where what is judged of this problem is kept, see journal/. */
  readonly journal?: ProblemJournal;
  /** Of the submission at hand: its cases of an earlier run of the same grading, and where those of this one go. */
  readonly memory?: CaseMemory;
  /** Told after each run what enforced its limits. */
  readonly onEnforcement: (enforcement: Enforcement) => void;
}

/** A case that is judged: its report, and what the groups decide on. */
export interface JudgedCase {
  readonly report: CaseReport;
  readonly outcome: CaseOutcome;
}

/**
 * Remembers the cases of one submission under one time limit. A case that is recalled is not run again; every case
 * that is judged to its end, JE apart, is kept at once, whether the report will hold it or not.
 */
export interface CaseMemory {
  recall(testCase: string): JudgedCase | undefined;
  keep(testCase: string, judged: JudgedCase): void;
}

/** A submission, and how it is judged. */
export interface Entrant {
  readonly submission: Submission;
  /** Whether the judging may end with a case of this verdict, beside what the problem's groups say. */
  stops?(verdict: Verdict): boolean;
  /** Whether the result counts, or only its times. */
  readonly counts: boolean;
}

/**
 * What was thrown, when the host is to blame: it becomes a JE where it happened, and nothing else. `undefined` for
 * the caller's faults and for defects of our own.
 */
export function hostFault(error: unknown): BailiffError | undefined {
  return error instanceof BailiffError && error.blame === 'host' ? error : undefined;
}
