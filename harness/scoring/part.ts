import type { Verdict } from '../verdict.js';

/** What one member, a case or a group, adds to the group that it is in. */
export interface Part {
  /** Of the case or the group. */
  readonly name: string;
  readonly kind: 'case' | 'group';
  /** Whether it was. A group is not where an earlier member or one it requires was not accepted. */
  readonly run: boolean;
  /**
   * As it counts. Of a group that is not run because another one was not accepted: that one's verdict. SK: the judging
   * was interrupted before it was decided.
   */
  readonly verdict: Verdict;
  /** 0 in pass-fail problems. */
  readonly score: number;
  /** The most that it can have; `undefined`: unbounded. */
  readonly max: number | undefined;
  /** The first verdict that is not AC among the cases that count in it; AC: all are accepted. */
  readonly blame: Verdict;
  /** A case that was run for it is JE, whether it counts or not. */
  readonly faulty: boolean;
  /** A case that counts in it was not judged: the judging was interrupted. */
  readonly open: boolean;
  /** Why it is JE or is not run; else empty. */
  readonly message: string;
}

/** Whether a verdict ends a group that breaks: one that is against the submission. JE is not, and PAC is in part for it. */
export function isRejected(verdict: Verdict): boolean {
  return verdict !== 'AC' && verdict !== 'PAC' && verdict !== 'JE' && verdict !== 'SK';
}

/** A score without the noise of binary fractions: ten times 0.1 is 1. */
export function roundScore(score: number): number {
  // toFixed() writes numbers from 1e21 on with an exponent, and -0 is no score.
  return Math.abs(score) < 1e21 ? Number(score.toFixed(9)) + 0 : score;
}

/** A score as messages and graders have it: decimal, without an exponent. */
export function formatScore(score: number): string {
  const fixed = score.toFixed(9);
  return fixed.includes('.') ? fixed.replace(/\.?0+$/, '') : fixed;
}
