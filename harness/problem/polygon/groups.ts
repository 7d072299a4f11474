import { NO_SCORE, PASS_FAIL } from '../../scoring/rules.js';
import type { GroupMember, TestGroup } from '../problem.js';
import { XmlRefused } from '../xml-refused.js';
import type { PolygonGroup, PolygonTest, PolygonTestset } from './description.js';

/** How the cases of a testset count. */
export interface PolygonScoring {
  readonly type: 'pass-fail' | 'scoring';
  readonly root: TestGroup;
}

/**
 * Makes groups of a testset: `complete-group` gives the group's points when every test passes, `each-test` those of
 * the tests that do; without groups the points of tests are summed; without points it is pass-fail. A group counts
 * only when those that it depends on have passed.
 *
 * @param names of the cases, in the order of the tests
 * @throws XmlRefused for a group that is not there, and for one that is there twice
 */
export function scoringOf({ tests, groups }: PolygonTestset, names: readonly string[]): PolygonScoring {
  const scores = tests.some(({ points }) => points) || groups.some(({ points }) => points);
  const known = groupsByName(groups);
  const members: GroupMember[] = [];
  const placed = new Set<string>();
  for (const [index, test] of tests.entries()) {
    const group = groups.length > 0 && test.group !== undefined ? known.get(test.group) : undefined;
    if (groups.length > 0 && test.group !== undefined && !group)
      throw new XmlRefused(`the group "${test.group}" is not in <groups>`, test.line);
    if (!group) {
      members.push(member(test, names[index]!, scores));
    } else if (!placed.has(group.name)) {
      placed.add(group.name);
      members.push({ kind: 'group', group: groupOf(group, tests, names, scores) });
    }
  }
  checkDependencies(groups, placed);
  const rule = scores ? ({ ...PASS_FAIL, onReject: 'continue', score: { kind: 'sum' } } as const) : PASS_FAIL;
  return { type: scores ? 'scoring' : 'pass-fail', root: { name: '', members, requires: [], rule } };
}

function groupsByName(groups: readonly PolygonGroup[]): ReadonlyMap<string, PolygonGroup> {
  const known = new Map<string, PolygonGroup>();
  for (const group of groups) {
    if (known.has(group.name)) throw new XmlRefused(`the group "${group.name}" is there twice`, group.line);
    known.set(group.name, group);
  }
  return known;
}

function groupOf(
  group: PolygonGroup,
  tests: readonly PolygonTest[],
  names: readonly string[],
  scores: boolean,
): TestGroup {
  const own = tests.flatMap((test, index) =>
    test.group === group.name ? [{ test, name: names[index]! }] : [],
  );
  const { name, requires } = group;
  if (!scores || group.policy === 'each-test') {
    const members = own.map((each) => member(each.test, each.name, scores));
    const rule = scores
      ? ({ ...PASS_FAIL, onReject: 'continue', score: { kind: 'sum' } } as const)
      : PASS_FAIL;
    return { name, members, requires, rule };
  }
  const score = group.points ?? own.reduce((sum, { test }) => sum + (test.points ?? 0), 0);
  const members = own.map((each) => ({ kind: 'case', name: each.name, score: NO_SCORE }) as const);
  return { name, members, requires, rule: { ...PASS_FAIL, score: { kind: 'all-or-nothing', score } } };
}

function member({ points = 0 }: PolygonTest, name: string, scores: boolean): GroupMember {
  if (!scores) return { kind: 'case', name, score: NO_SCORE };
  return { kind: 'case', name, score: { accepted: points, rejected: 0, byChecker: true, max: points } };
}

/** Groups without tests have nothing to pass. */
function checkDependencies(groups: readonly PolygonGroup[], placed: ReadonlySet<string>): void {
  for (const { requires, line, name } of groups) {
    const missing = requires.find((each) => !placed.has(each));
    if (placed.has(name) && missing !== undefined)
      throw new XmlRefused(`group "${name}" depends on "${missing}", which has no tests`, line);
  }
}
