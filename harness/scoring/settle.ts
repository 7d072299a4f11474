import type { TestGroup } from '../problem/problem.js';
import type { Verdict } from '../verdict.js';
import { highest, lowest, maxOfGroup, product, sum } from './max-score.js';
import { formatScore, isRejected, type Part, roundScore } from './part.js';
import type { GroupRule, ScoreRule } from './rules.js';

/** What is known of a group's members: in their order, up to the one that ended it or to the last. */
export interface Members {
  /** Those that count. */
  readonly counted: readonly Part[];
  /** Those that were run all the same. */
  readonly ignored: readonly Part[];
  /** Whether a break left out members that would have counted. */
  readonly cut: boolean;
}

/** A group's verdict and score, and why it is JE, else an empty message. */
export interface Settled {
  readonly verdict: Verdict;
  readonly score: number;
  readonly message: string;
}

/** Whether a member that counts ends its group. */
export function endsGroup(rule: GroupRule, part: Part): boolean {
  return rule.onReject === 'break' && isRejected(part.verdict);
}

/** The group as its parent counts it, when it was run. */
export function partOfGroup(group: TestGroup, members: Members, settled: Settled): Part {
  const { counted, ignored } = members;
  return {
    name: group.name,
    kind: 'group',
    run: true,
    verdict: settled.verdict,
    score: settled.score,
    max: maxOfGroup(group),
    blame: settled.verdict === 'JE' ? 'JE' : (counted.find(({ blame }) => blame !== 'AC')?.blame ?? 'AC'),
    faulty: settled.verdict === 'JE' || [...counted, ...ignored].some(({ faulty }) => faulty),
    open: counted.some(({ open }) => open),
    message: settled.message,
  };
}

/** Why a group is not run: a member before it ended a group that holds it, or it requires one that is not accepted. */
export interface Death {
  /** Of that member or group. */
  readonly verdict: Verdict;
  readonly message: string;
}

/** A group that requires one of this verdict is not run. */
export function unmet(required: string, verdict: Verdict): Death {
  return { verdict, message: `not run: it requires "${required}", which is not accepted` };
}

/** A group that is not run counts as what kept it from running: a JE there leaves its score open, too. */
export function partNotRun(group: TestGroup, { verdict, message }: Death): Part {
  return {
    name: group.name,
    kind: 'group',
    run: false,
    verdict,
    score: 0,
    max: maxOfGroup(group),
    blame: verdict,
    faulty: verdict === 'JE',
    open: verdict === 'SK',
    message,
  };
}

/** Decides on a group whose score rule is any but `custom`. */
export function settle(group: TestGroup, members: Members): Settled {
  const { rule } = group;
  const verdict = verdictOf(rule, members.counted);
  const score = scoreOf(rule.score, members, verdict);
  return inRange(group, { verdict, score, message: faultOf(members.counted) });
}

/** A JE or SK member decides, before any grader is asked. */
export function undecidable({ counted }: Members): Settled | undefined {
  for (const verdict of ['JE', 'SK'] as const) {
    if (counted.some((part) => part.verdict === verdict))
      return { verdict, score: 0, message: faultOf(counted) };
  }
  return undefined;
}

/** A score outside the group's range is JE. What is JE or was not judged to its end has not got its score yet. */
export function inRange({ name, rule }: TestGroup, settled: Settled): Settled {
  const [low, high] = rule.range;
  if (rule.score.kind === 'none') return settled;
  if (settled.verdict === 'JE' || settled.verdict === 'SK')
    return { ...settled, score: Math.min(settled.score, high) };
  if (settled.score >= roundScore(low) && settled.score <= roundScore(high)) return settled;
  const range = `${formatScore(low)} to ${formatScore(high)}`;
  const message = `group "${name}": its score of ${formatScore(settled.score)} is outside its range of ${range}`;
  return { verdict: 'JE', score: 0, message };
}

function faultOf(counted: readonly Part[]): string {
  return counted.find(({ verdict }) => verdict === 'JE')?.message ?? '';
}

function verdictOf(rule: GroupRule, counted: readonly Part[]): Verdict {
  const verdicts = new Set(counted.map(({ verdict }) => verdict));
  if (verdicts.has('JE')) return 'JE';
  if (rule.acceptIfAny && verdicts.has('AC')) return 'AC';
  switch (rule.verdict) {
    case 'first':
      return (
        counted.find(({ verdict }) => verdict !== 'AC' && verdict !== 'PAC')?.verdict ?? mildest(verdicts)
      );
    case 'worst':
      return WORST_FIRST.find((verdict) => verdicts.has(verdict)) ?? mildest(verdicts);
    case 'accept':
      return verdicts.has('SK') ? 'SK' : 'AC';
    default:
      return rule.verdict satisfies never;
  }
}

function mildest(verdicts: ReadonlySet<Verdict>): Verdict {
  return verdicts.has('PAC') ? 'PAC' : 'AC';
}

const WORST_FIRST: readonly Verdict[] = ['RTE', 'MLE', 'TLE', 'OLE', 'WA', 'CE', 'SK'];

function scoreOf(rule: ScoreRule, { counted, cut }: Members, verdict: Verdict): number {
  if (counted.length === 0) return 0;
  const scores = counted.map(({ score }) => score);
  const all = cut ? [...scores, 0] : scores;
  switch (rule.kind) {
    case 'none':
      return 0;
    case 'sum':
      return roundScore(sum(scores));
    case 'average':
      return roundScore(sum(scores) / scores.length);
    case 'min':
      return lowest(all);
    case 'max':
      return highest(scores);
    case 'multiply':
      return roundScore(product(all));
    case 'all-or-nothing':
      return verdict === 'AC' ? rule.score : 0;
    case 'threshold':
      return all.every((score) => score >= rule.threshold) ? rule.score : 0;
    case 'min-fraction':
      return roundScore((cut ? 0 : lowest(counted.map(fractionOf))) * rule.score);
    case 'custom':
      return 0; // the grader says it
    default:
      return rule satisfies never;
  }
}

/** Of what a member can have: 0 to 1. Where there is no bound, or nothing to have, it is all or nothing. */
function fractionOf({ verdict, score, max }: Part): number {
  if (max === undefined || max <= 0) return verdict === 'AC' ? 1 : 0;
  return Math.min(Math.max(score / max, 0), 1);
}
