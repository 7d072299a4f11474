import type { CaseScore, TestGroup } from '../problem/problem.js';
import { partOfCase } from './case-part.js';
import { createKnowledge, type Knowledge } from './knowledge.js';
import type { CaseOutcome } from './rules.js';

/** Tells which cases are still worth running, as more and more outcomes are known. */
export interface Needs {
  /**
   * Whether some group may yet count the case. It is needless once in every group that holds it, or a group around
   * that one, either a member before it is known to be rejected and the group breaks, or a group that is
   * required is known not to be accepted. Knowing more never makes a needless case needed, and a needless case's
   * outcome never changes how the groups fold.
   *
   * @param outcomes What is known. Give the same map as it grows, and only the new entries are looked at.
   */
  isNeeded(name: string, outcomes: ReadonlyMap<string, CaseOutcome>): boolean;
}

/** {@link Needs} of a tree of groups. Over a whole judging its work is linear in cases, groups and requirements. */
export function createNeeds(root: TestGroup): Needs {
  let known = begin(root);
  let source: ReadonlyMap<string, CaseOutcome> | undefined;
  let entries: Iterator<[string, CaseOutcome]>;
  let taken = 0;

  return {
    isNeeded: (name, outcomes) => {
      if (outcomes !== source || outcomes.size < taken) restart(outcomes);
      // Never past the last entry: an iterator that has ended does not see what is added later.
      for (; taken < outcomes.size; taken++) tell(entries.next().value as [string, CaseOutcome]);
      const places = known.places.get(name) ?? [];
      return places.some(({ group, place }) => known.knowledge.counts(group, place));
    },
  };

  function restart(outcomes: ReadonlyMap<string, CaseOutcome>): void {
    if (taken > 0) known = begin(root);
    source = outcomes;
    entries = outcomes.entries();
    taken = 0;
  }

  function tell([name, outcome]: [string, CaseOutcome]): void {
    for (const { group, place, worth } of known.places.get(name) ?? [])
      known.knowledge.learn(group, place, partOfCase(name, worth, outcome));
  }
}

/** {@link Needs.isNeeded} for one question; for many, {@link createNeeds}. */
export function isNeeded(root: TestGroup, name: string, outcomes: ReadonlyMap<string, CaseOutcome>): boolean {
  return createNeeds(root).isNeeded(name, outcomes);
}

/** Where a case is: in which group, at which place, and what it is worth there. */
interface Place {
  readonly group: string;
  readonly place: number;
  readonly worth: CaseScore;
}

interface Begun {
  readonly knowledge: Knowledge;
  readonly places: ReadonlyMap<string, readonly Place[]>;
}

function begin(root: TestGroup): Begun {
  const places = new Map<string, Place[]>();
  collect(root, places);
  return { knowledge: createKnowledge(root), places };
}

function collect(group: TestGroup, places: Map<string, Place[]>): void {
  group.members.forEach((member, place) => {
    if (member.kind === 'group') {
      collect(member.group, places);
      return;
    }
    const known = places.get(member.name) ?? [];
    known.push({ group: group.name, place, worth: member.score });
    places.set(member.name, known);
  });
}
