import type { CaseReport, SubmissionReport } from '../report.js';
import type { Verdict } from '../verdict.js';
import { groupsWithCases } from './groups.js';

/** What formats that know only tests with points are told of a submission. */
export interface ScoredPart {
  readonly name: string;
  readonly verdict: Verdict;
  readonly score: number;
  /** Absent when unbounded. */
  readonly maxScore: number | undefined;
  readonly message: string;
  readonly wallMs: number | undefined;
}

/** Name of the one part of a submission that has no cases to tell of. */
export const WHOLE = 'submission';

/**
 * A submission in parts whose scores add up to its own. Pass-fail: its cases, 1 for each that is accepted. Scored: its
 * cases or, where a group's rule makes something else of their scores, its groups; else itself alone.
 */
export function scoredParts(submission: SubmissionReport): readonly ScoredPart[] {
  const { cases, groups = [], score } = submission;
  if (score === undefined) return cases.length > 0 ? cases.map(passFail) : [passFail(whole(submission))];
  return (
    [cases, groupsWithCases(groups), groups]
      .map((parts) => parts.map(scored))
      .find((parts) => addUp(parts, submission)) ?? [scored(whole(submission))]
  );
}

/** The cases of a submission; of one that has none, a case in its place. */
export function casesOrWhole(submission: SubmissionReport): readonly CaseReport[] {
  return submission.cases.length > 0 ? submission.cases : [whole(submission)];
}

function whole({ verdict, usage, message, score, maxScore }: SubmissionReport): CaseReport {
  return { name: WHOLE, verdict, usage, message, score, maxScore };
}

function passFail({ name, verdict, message, usage }: CaseReport): ScoredPart {
  const score = verdict === 'AC' ? 1 : 0;
  return { name, verdict, message, score, maxScore: 1, wallMs: usage?.wallMs };
}

type Scored = Pick<CaseReport, 'name' | 'verdict' | 'message' | 'score' | 'maxScore' | 'usage'>;

function scored({ name, verdict, message, score = 0, maxScore, usage }: Scored): ScoredPart {
  return { name, verdict, message, score, maxScore, wallMs: usage?.wallMs };
}

const ROUNDING = 1e-6;

function addUp(parts: readonly ScoredPart[], { score = 0, maxScore }: SubmissionReport): boolean {
  const same = (a: number, b: number): boolean => Math.abs(a - b) <= ROUNDING;
  if (parts.length === 0 || !same(sum(parts.map((part) => part.score)), score)) return false;
  if (maxScore === undefined) return true;
  return (
    parts.every((part) => part.maxScore !== undefined) &&
    same(sum(parts.map((part) => part.maxScore!)), maxScore)
  );
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
