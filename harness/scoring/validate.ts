import type { Problem, TestGroup } from '../problem/problem.js';
import { byGroupName, type Node, nodesOf } from './graph.js';
import { maxOfGroup, nameOfMember } from './max-score.js';

/**
 * Whether a problem's groups can be judged: names are unique and known, every case is in some group, none waits for
 * itself, and every score can be had.
 *
 * @returns a sentence that says what is wrong, or `undefined`.
 */
export function validateGroups(problem: Pick<Problem, 'root' | 'cases'>): string | undefined {
  const nodes = nodesOf(problem.root);
  return (
    wrongNames(problem, nodes) ??
    first(nodes, ({ group }) => wrongMembers(group)) ??
    first(nodes, ({ group }) => wrongRule(group)) ??
    circleIn(nodes)
  );
}

function wrongNames({ cases }: Pick<Problem, 'cases'>, nodes: readonly Node[]): string | undefined {
  const group = duplicateOf(nodes.map((node) => node.group.name));
  if (group !== undefined) return `there are two groups named "${group}"`;
  const name = duplicateOf(cases.map((each) => each.name));
  if (name !== undefined) return `there are two cases named "${name}"`;
  const known = new Set(cases.map((each) => each.name));
  const named = new Set(nodes.flatMap((node) => casesIn(node.group)));
  const unknown = [...named].find((each) => !known.has(each));
  if (unknown !== undefined) return `a group names case "${unknown}", which there is not`;
  const left = [...known].find((each) => !named.has(each));
  return left === undefined ? undefined : `case "${left}" is in no group`;
}

function wrongMembers(group: TestGroup): string | undefined {
  const names = group.members.map(nameOfMember);
  const twice = duplicateOf(names);
  if (twice !== undefined) return `group "${group.name}" holds "${twice}" twice`;
  const members = new Set(names);
  const unknown = group.rule.ignore.find((name) => !members.has(name));
  return unknown === undefined
    ? undefined
    : `group "${group.name}" ignores "${unknown}", which is no member of it`;
}

function wrongRule(group: TestGroup): string | undefined {
  const { rule, members, name } = group;
  const [low, high] = rule.range;
  if (!(low <= high)) return `group "${name}" has a range of ${low} to ${high}: give the lower end first`;
  for (const member of members) {
    if (member.kind === 'group') continue;
    const { accepted, rejected, byChecker, max } = member.score;
    const where = `case "${member.name}" in group "${name}"`;
    const amounts = [accepted ?? 0, rejected, max ?? 0];
    if (!amounts.every(Number.isFinite))
      return `${where} is worth ${amounts.find((each) => !Number.isFinite(each))}`;
    if (accepted === undefined && !byChecker)
      return `${where} has no score, and its checker may not give one`;
    if (max !== undefined && (accepted ?? 0) > max)
      return `${where} is worth ${accepted}, above its most of ${max}`;
  }
  return rule.score.kind === 'min-fraction' ? unboundedIn(group) : undefined;
}

function unboundedIn({ name, members }: TestGroup): string | undefined {
  const unbounded = members.find((member) =>
    member.kind === 'case'
      ? member.score.byChecker && member.score.max === undefined
      : maxOfGroup(member.group) === undefined,
  );
  return (
    unbounded &&
    `group "${name}" is scored by fractions, and the score of "${nameOfMember(unbounded)}" is unbounded`
  );
}

/**
 * A group waits for those that it requires, its own members and, where its parent breaks, the groups before it; and it
 * does not run unless its parent does.
 */
function circleIn(nodes: readonly Node[]): string | undefined {
  const byName = byGroupName(nodes);
  const visited = new Map<string, 'open' | 'done'>();

  return first(nodes, (node) => visit(node, 'begin', 0)) ?? first(nodes, (node) => visit(node, 'end', 0));

  function visit(node: Node, stage: 'begin' | 'end', depth: number): string | undefined {
    const key = `${stage} ${node.group.name}`;
    const state = visited.get(key);
    if (state === 'done') return undefined;
    if (state === 'open') return `group "${node.group.name}" requires itself, by way of others`;
    if (depth > MAX_DEPTH) return `more than ${MAX_DEPTH} groups wait for each other in a row`;
    visited.set(key, 'open');
    const found = stage === 'begin' ? visitBefore(node, depth + 1) : visitWithin(node, depth + 1);
    visited.set(key, 'done');
    return found;
  }

  function visitBefore({ group, parent, before }: Node, depth: number): string | undefined {
    const unknown = group.requires.find((name) => !byName.has(name));
    if (unknown !== undefined) return `group "${group.name}" requires "${unknown}", which is no group`;
    const fromRequired = first(group.requires, (name) => visit(byName.get(name)!, 'end', depth));
    if (fromRequired !== undefined || !parent) return fromRequired;
    const waits = before && parent.group.rule.onReject === 'break';
    return visit(parent, 'begin', depth) ?? (waits ? visit(before, 'end', depth) : undefined);
  }

  function visitWithin(node: Node, depth: number): string | undefined {
    return (
      visit(node, 'begin', depth) ?? first([...node.children.values()], (child) => visit(child, 'end', depth))
    );
  }
}

/** Deeper than any real problem, and far from the end of the stack. */
const MAX_DEPTH = 1_000;

function casesIn({ members }: TestGroup): readonly string[] {
  return members.flatMap((member) => (member.kind === 'case' ? [member.name] : []));
}

function duplicateOf(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.size === seen.add(name).size);
}

function first<T>(items: readonly T[], look: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = look(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
