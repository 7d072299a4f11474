import type { CaseScore } from '../problem/problem.js';
import { formatScore, type Part, roundScore } from './part.js';
import type { CaseOutcome } from './rules.js';

/**
 * What a case adds to a group in which it is worth `worth`. A checker's score where there may be none, a missing one,
 * and one that is malformed or too large make it JE (format 2025-09; problemtools). A score beside a verdict that
 * is against the submission is not looked at (legacy format). PAC with all that can be had is AC.
 *
 * @param outcome `undefined`: the case was not judged.
 */
export function partOfCase(name: string, worth: CaseScore, outcome: CaseOutcome | undefined): Part {
  const max = maxOfCase(worth);
  const part = (verdict: Part['verdict'], score: number, message = ''): Part => ({
    name,
    kind: 'case',
    run: outcome !== undefined,
    verdict,
    score,
    max,
    blame: verdict,
    faulty: verdict === 'JE',
    open: verdict === 'SK',
    message,
  });
  if (outcome === undefined) return part('SK', 0);
  if (outcome.verdict === 'JE' || outcome.verdict === 'SK') return part(outcome.verdict, 0);
  if (outcome.verdict !== 'AC' && outcome.verdict !== 'PAC') return part(outcome.verdict, worth.rejected);
  const score = scoreOf(worth, outcome);
  if (typeof score === 'string') return part('JE', 0, `case "${name}": ${score}`);
  const full = outcome.verdict === 'AC' || (max !== undefined && score >= max);
  return part(full ? 'AC' : 'PAC', score);
}

/** The most that a case can have; `undefined`: unbounded. */
export function maxOfCase({ accepted, rejected, byChecker, max }: CaseScore): number | undefined {
  return byChecker ? max : Math.max(accepted ?? 0, rejected);
}

/** The score of a case that is accepted, wholly or in part, or what is wrong with it. */
function scoreOf(worth: CaseScore, { verdict, score, fraction }: CaseOutcome): number | string {
  if (score === undefined && fraction === undefined) {
    if (verdict === 'PAC') return 'its checker accepts it in part, without a score';
    return worth.accepted ?? 'its checker must give a score, and gave none';
  }
  if (!worth.byChecker) return 'its checker gave a score, and may give none here';
  if (score !== undefined && fraction !== undefined) return 'its checker gave both a score and a fraction';
  if (fraction !== undefined) return scoreOfFraction(fraction, worth.max);
  if (!Number.isFinite(score)) return `its checker gave a score of ${score}`;
  const points = roundScore(score!);
  if (worth.max === undefined || points <= worth.max) return points;
  return `its checker gave a score of ${formatScore(points)}, above the most of ${formatScore(worth.max)}`;
}

function scoreOfFraction(fraction: number, max: number | undefined): number | string {
  if (!(fraction >= 0 && fraction <= 1)) return `its checker gave a fraction of ${fraction}, not of 0 to 1`;
  if (max === undefined) return 'its checker gave a fraction of a score that is unbounded';
  return roundScore(fraction * max);
}
