import type { CaseScore, GroupMember, TestGroup } from '../problem/problem.js';

/** A group of secret cases as format 2025-09 can have it. */
export interface SecretGroup {
  /** Of its own; the format's is `secret/<name>`. */
  readonly name: string;
  /** Of the group that it was made of, for dependencies. */
  readonly origin: string;
  readonly cases: readonly string[];
  readonly aggregation: 'pass-fail' | 'sum' | 'min';
  /** `undefined`: unbounded. */
  readonly maxScore: number | undefined;
  readonly requires: readonly string[];
}

/**
 * The groups of a scoring problem, flattened: format 2025-09 sums groups, each of which is pass-fail, the lowest
 * fraction, or a sum in which every case is worth the same. What it cannot express becomes the nearest that it can,
 * with a warning.
 */
export function planGroups(root: TestGroup, warnings: string[]): readonly SecretGroup[] {
  const groups = flatten(root, [], new Set());
  const names = new Set<string>();
  return groups.map((group) => ({ ...group, name: unique(group.name, names) }));

  function flatten(
    group: TestGroup,
    requires: readonly string[],
    ignored: ReadonlySet<string>,
  ): readonly SecretGroup[] {
    const needed = [...requires, ...group.requires];
    const members = group.members.filter((member) => !ignored.has(nameOf(member)));
    const below = members.flatMap((member) => (member.kind === 'group' ? [member.group] : []));
    const passedOver = new Set(group.rule.ignore);
    if (!sumsGroups(group, below)) return groupsOf(group, casesBelow(members), needed, warnings);
    const own = members.filter((member) => member.kind === 'case' && !passedOver.has(member.name));
    return [
      ...groupsOf(group, casesBelow(own), needed, warnings),
      ...below
        .filter(({ name }) => !passedOver.has(name))
        .flatMap((each) => flatten(each, needed, passedOver)),
    ];
  }
}

interface Member {
  readonly name: string;
  readonly score: CaseScore;
}

function nameOf(member: GroupMember): string {
  return member.kind === 'case' ? member.name : member.group.name;
}

/** A sum of groups is what the format's `secret` is; and one group alone is as good as its only member. */
function sumsGroups({ rule, members }: TestGroup, below: readonly TestGroup[]): boolean {
  return (
    below.length > 0 && (rule.score.kind === 'sum' || (members.length === below.length && below.length === 1))
  );
}

function casesBelow(members: readonly GroupMember[]): readonly Member[] {
  return members.flatMap((member) => (member.kind === 'case' ? [member] : casesBelow(member.group.members)));
}

/** One group, or several when cases of a sum are not all worth the same. */
function groupsOf(
  group: TestGroup,
  cases: readonly Member[],
  requires: readonly string[],
  warnings: string[],
): readonly SecretGroup[] {
  if (cases.length === 0) return [];
  const name = group.name.replace(/^secret\/?/, '').replaceAll('/', '-') || 'cases';
  const made = (
    members: readonly Member[],
    aggregation: SecretGroup['aggregation'],
    maxScore: number | undefined,
  ): SecretGroup => ({
    name,
    origin: group.name,
    cases: members.map((each) => each.name),
    aggregation,
    maxScore: whole(maxScore, group.name, warnings),
    requires,
  });
  const { score, onReject } = group.rule;
  if (score.kind === 'all-or-nothing') return [made(cases, 'pass-fail', score.score)];
  if (score.kind === 'min-fraction') return [made(cases, 'min', score.score)];
  const same = cases.every((each) => sameScore(each.score, cases[0]!.score));
  const { accepted, byChecker, max } = cases[0]!.score;
  if (score.kind === 'min' && same && !byChecker) return [made(cases, 'pass-fail', accepted ?? 0)];
  if (score.kind === 'threshold' && same && !byChecker) return [made(cases, 'pass-fail', score.score)];
  if (score.kind === 'min' && same) return [made(cases, 'min', max)];
  if (score.kind !== 'sum')
    warnings.push(`group "${group.name}" is scored by ${score.kind}: it is summed instead`);
  if (onReject === 'break')
    warnings.push(`group "${group.name}" ends at its first rejected case: it is summed to the end instead`);
  if (max === undefined && same) return [made(cases, 'sum', undefined)];
  return byWorth(cases).map(([worth, members]) => made(members, 'sum', worth * members.length));
}

function byWorth(cases: readonly Member[]): readonly (readonly [number, readonly Member[]])[] {
  const sets = new Map<number, Member[]>();
  for (const each of cases) {
    const worth = each.score.max ?? each.score.accepted ?? 0;
    sets.set(worth, [...(sets.get(worth) ?? []), each]);
  }
  return [...sets];
}

function sameScore(a: CaseScore, b: CaseScore): boolean {
  return (
    a.accepted === b.accepted && a.byChecker === b.byChecker && a.max === b.max && a.rejected === b.rejected
  );
}

/** The format has integers. */
function whole(score: number | undefined, group: string, warnings: string[]): number | undefined {
  if (score === undefined) return undefined;
  const rounded = Math.round(score);
  if (Math.abs(rounded - score) > 1e-9)
    warnings.push(
      `group "${group}" has ${score} points: rounded to ${rounded}, for the format has integers only`,
    );
  return rounded;
}

function unique(name: string, taken: Set<string>): string {
  const clean = name.replace(/[^a-zA-Z0-9_.-]/g, '_').replace(/^[^a-zA-Z0-9_]/, '_');
  let candidate = clean;
  for (let n = 2; taken.has(candidate); n++) candidate = `${clean}-${n}`;
  taken.add(candidate);
  return candidate;
}
