import type { GroupMember, Problem, TestGroup } from '../problem/problem.js';
import { maxOfCase } from './case-part.js';
import { roundScore } from './part.js';
import type { GroupRule } from './rules.js';

/** The most that a submission can have; `undefined`: unbounded, or a pass-fail problem. */
export function maxScoreOf(problem: Pick<Problem, 'root' | 'type'>): number | undefined {
  return problem.type === 'scoring' ? maxOfGroup(problem.root) : undefined;
}

/** The most that a group can have: by its rule from its members', and never above its range. `undefined`: unbounded. */
export function maxOfGroup({ rule, members }: TestGroup): number | undefined {
  if (rule.score.kind === 'none') return 0;
  const ignored = new Set(rule.ignore);
  const maxima = members.filter((member) => !ignored.has(nameOfMember(member))).map(maxOfMember);
  const most = Math.min(maxima.length === 0 ? 0 : mostOf(rule, maxima), rule.range[1]);
  return most === Number.POSITIVE_INFINITY ? undefined : roundScore(most);
}

export function nameOfMember(member: GroupMember): string {
  return member.kind === 'case' ? member.name : member.group.name;
}

/** Infinite when unbounded. */
function maxOfMember(member: GroupMember): number {
  const max = member.kind === 'case' ? maxOfCase(member.score) : maxOfGroup(member.group);
  return max ?? Number.POSITIVE_INFINITY;
}

function mostOf({ score: rule, onReject }: GroupRule, maxima: readonly number[]): number {
  switch (rule.kind) {
    case 'none':
      return 0;
    case 'sum':
      return sum(maxima);
    case 'average':
      return onReject === 'break' ? highestMean(maxima) : sum(maxima) / maxima.length;
    case 'min':
      return lowest(maxima);
    case 'max':
      return highest(maxima);
    case 'multiply':
      return maxima.includes(0) ? 0 : product(maxima);
    case 'all-or-nothing':
    case 'threshold':
    case 'min-fraction':
      return Math.max(rule.score, 0);
    case 'custom':
      return Number.POSITIVE_INFINITY;
    default:
      return rule satisfies never;
  }
}

/** A break may leave an average to the first members only, and these may be worth more than the others. */
function highestMean(maxima: readonly number[]): number {
  let total = 0;
  let most = Number.NEGATIVE_INFINITY;
  maxima.forEach((max, index) => {
    total += max;
    most = Math.max(most, total / (index + 1));
  });
  return most;
}

// Not Math.min(...values): a group may have more members than a call may have arguments.
export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
export const product = (values: readonly number[]): number => values.reduce((a, b) => a * b, 1);
export const lowest = (values: readonly number[]): number =>
  values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
export const highest = (values: readonly number[]): number =>
  values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
