import type { Tool } from '../checkers/checker.js';
import type { TestGroup } from '../problem/problem.js';
import type { Verdict } from '../verdict.js';
import type { GraderAnswer } from './evaluate.js';
import { formatScore, type Part, roundScore } from './part.js';
import { inRange, type Settled } from './settle.js';

/**
 * What a grader of the legacy format reads: a line `VERDICT SCORE` for each member that counts. The format knows no
 * acceptance in part: there it is AC with its score.
 */
export function gradeLines(counted: readonly Part[]): string {
  return counted
    .map(({ verdict, score }) => `${verdict === 'PAC' ? 'AC' : verdict} ${formatScore(score)}\n`)
    .join('');
}

/** A group as its grader has it. Whatever is wrong with the grader, or what it says, is JE. */
export function gradedBy(group: TestGroup, { name }: Tool, answer: GraderAnswer): Settled {
  if ('fault' in answer) return fault(group, name, answer.fault);
  const { verdict, score } = answer;
  if (!KNOWN.has(verdict)) return fault(group, name, `it printed the verdict ${JSON.stringify(verdict)}`);
  if (!Number.isFinite(score)) return fault(group, name, `it printed a score of ${score}`);
  if (verdict === 'JE') return fault(group, name, 'it printed JE');
  return inRange(group, { verdict, score: roundScore(score), message: '' });
}

const KNOWN: ReadonlySet<Verdict> = new Set<Verdict>(['AC', 'WA', 'TLE', 'RTE', 'MLE', 'OLE', 'JE']);

function fault(group: TestGroup, grader: string, what: string): Settled {
  return { verdict: 'JE', score: 0, message: `group "${group.name}": grader "${grader}": ${what}` };
}
