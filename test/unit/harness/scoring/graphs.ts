import fc from 'fast-check';
import type {
  CaseScore,
  GroupMember,
  Problem,
  TestCase,
  TestGroup,
} from '../../../../harness/problem/problem.js';
import { DEFAULT_CHECKER, simpleCase } from '../../../../harness/problem/usual.js';
import {
  type CaseOutcome,
  type GroupRule,
  NO_SCORE,
  PASS_FAIL,
  validateGroups,
} from '../../../../harness/scoring/index.js';
import type { Verdict } from '../../../../harness/verdict.js';

export type Graph = Pick<Problem, 'root' | 'type' | 'cases'>;

/** A group of cases, each worth `worth`, and groups. */
export function group(
  name: string,
  members: readonly (string | TestGroup)[],
  rule: Partial<GroupRule> = {},
  more: { requires?: readonly string[]; worth?: CaseScore } = {},
): TestGroup {
  return {
    name,
    members: members.map(
      (member): GroupMember =>
        typeof member === 'string'
          ? { kind: 'case', name: member, score: more.worth ?? NO_SCORE }
          : { kind: 'group', group: member },
    ),
    requires: more.requires ?? [],
    rule: { ...PASS_FAIL, ...rule },
  };
}

/** What a case is worth that its checker does not score. */
export function points(accepted: number): CaseScore {
  return { accepted, rejected: 0, byChecker: false, max: accepted };
}

/** What a case is worth whose checker may give up to `max`. */
export function upTo(max: number | undefined): CaseScore {
  return { accepted: max, rejected: 0, byChecker: true, max };
}

export function graph(root: TestGroup, type: Graph['type'] = 'scoring'): Graph {
  return { root, type, cases: [...new Set(namesIn(root))].map(testCase) };
}

/** Outcomes of cases by name: `a: 'WA'`, or with a score. */
export function outcomes(of: Readonly<Record<string, Verdict | CaseOutcome>>): Map<string, CaseOutcome> {
  return new Map(
    Object.entries(of).map(([name, each]) => [name, typeof each === 'string' ? { verdict: each } : each]),
  );
}

const anyRule: fc.Arbitrary<GroupRule> = fc.record({
  onReject: fc.constantFrom('break' as const, 'continue' as const),
  verdict: fc.constantFrom('first' as const, 'worst' as const, 'first' as const, 'accept' as const),
  acceptIfAny: fc.constantFrom(false, false, false, true),
  ignore: fc.constant([]),
  score: fc.oneof(
    fc
      .constantFrom('none', 'sum', 'average', 'min', 'max', 'multiply')
      .map((kind) => ({ kind }) as GroupRule['score']),
    fc.constant({ kind: 'all-or-nothing' as const, score: 7 }),
    fc.constant({ kind: 'threshold' as const, threshold: 1, score: 9 }),
    fc.constant({ kind: 'min-fraction' as const, score: 20 }),
  ),
  range: fc.constantFrom(PASS_FAIL.range, PASS_FAIL.range, [0, 12] as const),
});

/** Problems with nested groups, shared cases, requirements and all rules but graders; always valid. */
export const anyGraph: fc.Arbitrary<Graph> = fc
  .tuple(fc.constantFrom('scoring' as const, 'pass-fail' as const), anyGroup(2), fc.nat())
  .map(([type, root, seed]) => graph(withRequirements(renamed(root), seed), type))
  .filter((made) => validateGroups(made) === undefined);

/** Outcomes of all cases of a graph. */
export function anyOutcomes({ cases }: Graph): fc.Arbitrary<Map<string, CaseOutcome>> {
  return fc
    .array(anyOutcome, { minLength: cases.length, maxLength: cases.length })
    .map((list) => new Map(cases.map(({ name }, index) => [name, list[index]!])));
}

const anyOutcome: fc.Arbitrary<CaseOutcome> = fc.oneof(
  { weight: 8, arbitrary: fc.constant({ verdict: 'AC' as const }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom('WA' as const, 'TLE' as const, 'RTE' as const).map((verdict) => ({ verdict })),
  },
  { weight: 1, arbitrary: fc.constant({ verdict: 'JE' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      verdict: fc.constantFrom('AC' as const, 'PAC' as const),
      fraction: fc.constantFrom(0, 0.25, 1),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      verdict: fc.constantFrom('AC' as const, 'PAC' as const),
      score: fc.constantFrom(0, 3, 1000),
    }),
  },
);

function anyGroup(depth: number): fc.Arbitrary<TestGroup> {
  const anyCase = fc.record({
    kind: fc.constant('case' as const),
    name: fc.constantFrom(...'abcdefgh'),
    score: fc.constantFrom(NO_SCORE, points(1), points(5), upTo(10), upTo(0)),
  });
  const anyMember: fc.Arbitrary<GroupMember> =
    depth === 0
      ? anyCase
      : fc.oneof(anyCase, fc.record({ kind: fc.constant('group' as const), group: anyGroup(depth - 1) }));
  return fc
    .tuple(fc.array(anyMember, { maxLength: 4 }), anyRule, fc.nat({ max: 3 }))
    .map(([members, rule, ignored]) => {
      const seen = new Set<string>();
      const unique = members.filter(
        (each) => each.kind === 'group' || seen.size !== seen.add(each.name).size,
      );
      const [first] = unique;
      const ignore = ignored === 0 && first?.kind === 'case' ? [first.name] : [];
      return { name: '', members: unique, requires: [], rule: { ...rule, ignore } };
    });
}

/** Names by place: each group's own. */
function renamed(root: TestGroup, path = ''): TestGroup {
  return {
    ...root,
    name: path,
    members: root.members.map((member, place) =>
      member.kind === 'case' ? member : { kind: 'group', group: renamed(member.group, `${path}/${place}`) },
    ),
  };
}

/** Lets some groups require another one, wherever that is; circles are filtered out above. */
function withRequirements(root: TestGroup, seed: number): TestGroup {
  const names = groupNames(root);
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 8;
    return state;
  };
  const visit = (at: TestGroup): TestGroup => ({
    ...at,
    requires: random() % 3 === 0 ? [names[random() % names.length]!] : [],
    members: at.members.map((each) =>
      each.kind === 'case' ? each : { kind: 'group', group: visit(each.group) },
    ),
  });
  return { ...visit(root), requires: [] };
}

function groupNames(at: TestGroup): string[] {
  return [at.name, ...at.members.flatMap((each) => (each.kind === 'group' ? groupNames(each.group) : []))];
}

function namesIn(at: TestGroup): string[] {
  return at.members.flatMap((each) => (each.kind === 'case' ? [each.name] : namesIn(each.group)));
}

function testCase(name: string): TestCase {
  const [inputFile, answerFile] = [undefined, undefined];
  return simpleCase({ name, inputFile, answerFile, sample: false, checker: DEFAULT_CHECKER });
}
