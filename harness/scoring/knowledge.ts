import type { TestGroup } from '../problem/problem.js';
import { byGroupName, type Node, nodesOf } from './graph.js';
import { nameOfMember } from './max-score.js';
import type { Part } from './part.js';
import type { GroupRule } from './rules.js';
import { endsGroup, partNotRun, partOfGroup, settle, unmet } from './settle.js';

/** What follows for the groups from the members that are known so far. */
export interface Knowledge {
  /** Tells what the member at a place of a group adds to it. */
  learn(group: string, place: number, part: Part): void;
  /** Whether the group may yet count its member at a place. */
  counts(group: string, place: number): boolean;
}

/** What is known of a group. Each thing becomes known once and stays so, in whatever order the members are learned. */
interface State {
  readonly node: Node;
  readonly rule: GroupRule;
  readonly ignore: ReadonlySet<string>;
  readonly parts: (Part | undefined)[];
  /** The members before this place are all known. */
  reached: number;
  /** The lowest place of a member that is known to end the group. */
  breaker: number;
  /** It is surely not run. */
  dead: boolean;
  /** It is surely run. */
  lives: boolean;
  /** It is surely not accepted. */
  refused: boolean;
  /** What it adds to its parent, should that come to count it. */
  part: Part | undefined;
  readonly requires: State[];
  readonly dependents: State[];
}

/** Knows nothing but the groups at first. A grader's opinion is never known: its group is neither settled nor refused. */
export function createKnowledge(root: TestGroup): Knowledge {
  const nodes = nodesOf(root);
  const states = new Map(nodes.map((node) => [node, begin(node)]));
  const byName = byGroupName(nodes);
  const state = (node: Node): State => states.get(node)!;
  const named = (name: string): State => state(byName.get(name)!);
  // A list of work, not recursion: groups may require each other in rows as long as the problem likes.
  const agenda: State[] = [...states.values()];

  for (const each of states.values()) {
    const requires = each.node.group.requires.flatMap((name) => byName.get(name) ?? []).map(state);
    each.requires.push(...requires);
    for (const required of requires) required.dependents.push(each);
  }
  work();

  return {
    learn: (group, place, part) => {
      put(named(group), place, part);
      work();
    },
    counts: (group, place) => !named(group).dead && place <= named(group).breaker,
  };

  function work(): void {
    for (let next = agenda.pop(); next; next = agenda.pop()) look(next);
  }

  function look(at: State): void {
    if (at.requires.some(({ refused }) => refused)) kill(at);
    if (!at.lives && !at.dead && isReached(at) && at.requires.every(isMet)) {
      at.lives = true;
      agenda.push(...at.dependents, ...[...at.node.children.values()].map(state));
    }
    if (at.part) return;
    at.part = partOf(at);
    if (!at.part) return;
    agenda.push(...at.dependents);
    const { parent, position } = at.node;
    if (parent) put(state(parent), position, at.part);
  }

  /** Whether nothing above keeps the group from being run. */
  function isReached({ node: { parent, position } }: State): boolean {
    if (!parent) return true;
    const { lives, rule, reached } = state(parent);
    return lives && (rule.onReject === 'continue' || reached >= position);
  }

  function put(at: State, place: number, part: Part): void {
    at.parts[place] = part;
    const counts = !at.ignore.has(part.name);
    if (counts && part.verdict !== 'AC' && isPlain(at.rule)) refuse(at);
    if (counts && endsGroup(at.rule, part) && place < at.breaker) endAt(at, place);
    while (at.parts[at.reached]) {
      const child = at.node.children.get(++at.reached);
      if (child) agenda.push(state(child));
    }
    agenda.push(at);
  }

  function endAt(at: State, place: number): void {
    const last = Math.min(at.breaker, at.parts.length - 1);
    at.breaker = place;
    for (let after = place + 1; after <= last; after++) {
      const child = at.node.children.get(after);
      if (child) kill(state(child));
    }
  }

  function kill(from: State): void {
    const doomed = [from];
    for (let next = doomed.pop(); next; next = doomed.pop()) {
      if (next.dead) continue;
      next.dead = true;
      refuse(next);
      doomed.push(...[...next.node.children.values()].map(state));
    }
  }

  /** A group around it is not accepted either, unless its rule may make good for a member, or ignores it. */
  function refuse(from: State): void {
    for (let at: State | undefined = from; at && !at.refused; ) {
      at.refused = true;
      agenda.push(...at.dependents);
      const above: State | undefined = at.node.parent && state(at.node.parent);
      at = above && isPlain(above.rule) && !above.ignore.has(at.node.group.name) ? above : undefined;
    }
  }
}

function begin(node: Node): State {
  const { rule, members } = node.group;
  return {
    node,
    rule,
    ignore: new Set(rule.ignore),
    parts: members.map(() => undefined),
    reached: 0,
    breaker: Number.POSITIVE_INFINITY,
    dead: false,
    lives: false,
    refused: false,
    part: undefined,
    requires: [],
    dependents: [],
  };
}

/** Whether one member that is not accepted is enough for the group not to be. */
function isPlain(rule: GroupRule): boolean {
  return rule.verdict !== 'accept' && !rule.acceptIfAny && rule.score.kind !== 'custom';
}

function isMet({ lives, part }: State): boolean {
  return lives && part?.verdict === 'AC';
}

/** What a group adds to its parent as soon as no member that is not known can change it. */
function partOf({
  node: { group },
  rule,
  ignore,
  parts,
  reached,
  breaker,
  requires,
}: State): Part | undefined {
  const unsettled = requires.find((required) => !isMet(required));
  if (unsettled) {
    const { lives, part } = unsettled;
    return lives && part ? partNotRun(group, unmet(part.name, part.verdict)) : undefined;
  }
  const end = Math.min(parts.length, breaker + 1);
  if (reached < end || rule.score.kind === 'custom') return undefined;
  const seen = parts.slice(0, end) as Part[];
  const counted = seen.filter(({ name }) => !ignore.has(name));
  const ignored = seen.filter(({ name }) => ignore.has(name));
  const cut = group.members.slice(end).some((member) => !ignore.has(nameOfMember(member)));
  const members = { counted, ignored, cut };
  return partOfGroup(group, members, settle(group, members));
}
