import { BailiffError, type Enforcement, type Runner } from '../../lib/index.js';
import type { OnEvent } from '../events.js';
import type { Problem, TestCase } from '../problem/problem.js';
import type { Submission } from '../submission/submission.js';
import type { Verdict } from '../verdict.js';
import type { Pool } from './pool.js';

/** What the judging of one problem's submissions shares. */
export interface Judging {
  readonly problem: Problem;
  /** In judging order. */
  readonly cases: readonly TestCase[];
  readonly runner: Runner;
  readonly pool: Pool;
  readonly signal: AbortSignal;
  readonly emit: OnEvent;
  /** Told after each run what enforced its limits. */
  readonly onEnforcement: (enforcement: Enforcement) => void;
}

/** A submission, and how it is judged. */
export interface Entrant {
  readonly submission: Submission;
  /** Whether the judging ends with a case of this verdict. */
  stops(verdict: Verdict): boolean;
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
