import { BailiffError } from '../../lib/index.js';
import type { Tool } from '../checkers/checker.js';
import type { TestGroup } from '../problem/problem.js';
import type { Verdict } from '../verdict.js';
import { partOfCase } from './case-part.js';
import { gradedBy, gradeLines } from './grader.js';
import { byGroupName, type Node, nodesOf } from './graph.js';
import { nameOfMember } from './max-score.js';
import type { Part } from './part.js';
import type { CaseOutcome } from './rules.js';
import {
  type Death,
  endsGroup,
  type Members,
  partNotRun,
  partOfGroup,
  type Settled,
  settle,
  undecidable,
  unmet,
} from './settle.js';

/** A question that only a program of the package can answer. */
export interface GraderCall {
  readonly grader: Tool;
  readonly flags: readonly string[];
  readonly lines: string;
}

/** What a grader said, or what is wrong with it. */
export type GraderAnswer = { readonly verdict: Verdict; readonly score: number } | { readonly fault: string };

/** Groups by name, and of each case what it added to each group that ran it. */
export interface Evaluation {
  readonly groups: ReadonlyMap<string, Part>;
  readonly cases: ReadonlyMap<string, readonly Part[]>;
}

type Asking<T> = Generator<GraderCall, T, GraderAnswer>;

/** How far a group's members are looked at. */
interface Progress {
  readonly counted: Part[];
  readonly ignored: Part[];
  readonly ignore: ReadonlySet<string>;
  next: number;
  /** The member that ended the group. */
  breaker: Part | undefined;
}

/**
 * Decides on every group, in one pass over what counts: an outcome that no group counts is not looked at. Asks for
 * what graders say by yielding.
 *
 * @throws BailiffError INVALID_PROBLEM when groups wait for each other in a circle.
 */
export function* evaluate(
  root: TestGroup,
  outcomes: ReadonlyMap<string, CaseOutcome>,
): Generator<GraderCall, Evaluation, GraderAnswer> {
  const nodes = nodesOf(root);
  const byName = byGroupName(nodes);
  const groups = new Map<string, Part>();
  const cases = new Map<string, Part[]>();
  const deaths = new Map<Node, Death | undefined>();
  const progresses = new Map<Node, Progress>();
  const open = new Set<Node>();

  for (const node of nodes) yield* partOf(node);
  return { groups, cases };

  function* partOf(node: Node): Asking<Part> {
    const { group } = node;
    const known = groups.get(group.name);
    if (known) return known;
    if (open.has(node)) throw circular(group);
    open.add(node);
    const death = yield* deathOf(node);
    const part = death ? partNotRun(group, death) : yield* livePart(node);
    open.delete(node);
    groups.set(group.name, part);
    return part;
  }

  function* livePart(node: Node): Asking<Part> {
    const { group } = node;
    const { counted, ignored, ignore, breaker, next } = yield* advance(node, group.members.length);
    const rest = breaker ? group.members.slice(next) : [];
    const cut = rest.some((member) => !ignore.has(nameOfMember(member)));
    const members: Members = { counted, ignored, cut };
    return partOfGroup(group, members, yield* settled(group, members));
  }

  function* settled(group: TestGroup, members: Members): Asking<Settled> {
    const { score } = group.rule;
    if (score.kind !== 'custom') return settle(group, members);
    const early = undecidable(members);
    if (early) return early;
    const { grader, flags } = score;
    return gradedBy(group, grader, yield { grader, flags, lines: gradeLines(members.counted) });
  }

  /** Looks at members up to the place `to`, or to the one that ends the group. */
  function* advance(node: Node, to: number): Asking<Progress> {
    const { members, rule } = node.group;
    const progress = progresses.get(node) ?? begin(rule.ignore);
    progresses.set(node, progress);
    while (progress.next < to && !progress.breaker) {
      const place = progress.next;
      const member = members[place]!;
      const part = member.kind === 'case' ? casePart(member) : yield* partOf(node.children.get(place)!);
      progress.next = place + 1;
      const counts = !progress.ignore.has(part.name);
      (counts ? progress.counted : progress.ignored).push(part);
      if (counts && endsGroup(rule, part)) progress.breaker = part;
    }
    return progress;
  }

  function casePart({ name, score }: Extract<TestGroup['members'][number], { kind: 'case' }>): Part {
    const part = partOfCase(name, score, outcomes.get(name));
    cases.set(name, [...(cases.get(name) ?? []), part]);
    return part;
  }

  function* deathOf(node: Node): Asking<Death | undefined> {
    if (deaths.has(node)) return deaths.get(node);
    const death = (yield* deathFromAbove(node)) ?? (yield* deathByRequirement(node));
    deaths.set(node, death);
    return death;
  }

  function* deathFromAbove({ parent, position }: Node): Asking<Death | undefined> {
    if (!parent) return undefined;
    const inherited = yield* deathOf(parent);
    if (inherited || parent.group.rule.onReject !== 'break') return inherited;
    const { breaker, next } = yield* advance(parent, position);
    if (!breaker || next > position) return undefined;
    return { verdict: breaker.verdict, message: `not run: "${breaker.name}" before it is not accepted` };
  }

  function* deathByRequirement({ group }: Node): Asking<Death | undefined> {
    for (const name of group.requires) {
      const required = byName.get(name);
      if (!required) throw invalid(`group "${group.name}" requires "${name}", which is no group`);
      const { verdict } = yield* partOf(required);
      if (verdict !== 'AC') return unmet(name, verdict);
    }
    return undefined;
  }
}

function begin(ignore: readonly string[]): Progress {
  return { counted: [], ignored: [], ignore: new Set(ignore), next: 0, breaker: undefined };
}

function circular({ name }: TestGroup): BailiffError {
  return invalid(`group "${name}" requires itself, by way of others`);
}

function invalid(message: string): BailiffError {
  return new BailiffError('INVALID_PROBLEM', `Cannot score: ${message}`);
}
