import { byName, type Problem } from '../problem/problem.js';
import { planGroups, type SecretGroup } from './plan-groups.js';

/** A case at its place in the new package. */
export interface PlacedCase {
  /** Of the problem. */
  readonly name: string;
  /** Below `data/`, without extension, e.g. `secret/group1/01`. */
  readonly path: string;
  /** Of the problem: the group that it is in here. */
  readonly group: string;
}

/** What goes into `data/`. */
export interface DataPlan {
  readonly cases: readonly PlacedCase[];
  /** Of a pass-fail problem none; then cases are directly in `secret`. */
  readonly groups: readonly SecretGroup[];
  /** Names of the problem's groups that are nothing but `sample` now. */
  readonly sampleGroups: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Places the cases. Samples go to `sample`; the others to `secret`, in groups when the problem has scores, where a
 * sample that is worth something stays too. In each folder the order of the names is that of the problem.
 */
export function planData(problem: Problem, warnings: string[]): DataPlan {
  const samples = problem.cases.filter(({ sample }) => sample).map(({ name }) => name);
  const sampleSet = new Set(samples);
  const placedSamples = place('sample', 'sample', samples);
  if (problem.type === 'pass-fail') {
    const secret = problem.cases.filter(({ sample }) => !sample).map(({ name }) => name);
    return {
      cases: [...placedSamples, ...place('secret', 'secret', secret)],
      groups: [],
      sampleGroups: NONE,
    };
  }
  const planned = planGroups(problem.root, warnings);
  const groups = planned.filter(
    ({ cases, maxScore }) => maxScore !== 0 || !cases.every((name) => sampleSet.has(name)),
  );
  const left = new Set(groups.map(({ origin }) => origin));
  const names = ordered(groups.map(({ name }) => name));
  const cases = groups.flatMap((group, index) => place(`secret/${names[index]!}`, group.origin, group.cases));
  return {
    cases: [...placedSamples, ...cases],
    groups: groups.map((group, i) => ({ ...group, name: names[i]! })),
    sampleGroups: new Set(
      ['sample', ...planned.map(({ origin }) => origin)].filter((name) => !left.has(name)),
    ),
  };
}

/** Names in a folder: those that the cases have, unless their order is another one. */
function place(folder: string, origin: string, cases: readonly string[]): readonly PlacedCase[] {
  const paths = ordered(cases.map((name) => cleanPath(withoutFolder(name, origin))));
  return cases.map((name, index) => ({ name, path: `${folder}/${paths[index]!}`, group: origin }));
}

/** The part of a case's name that says what its folder does not. */
function withoutFolder(name: string, folder: string): string {
  if (folder !== '' && name.startsWith(`${folder}/`)) return name.slice(folder.length + 1);
  return name.replace(/^(tests|sample|secret)\/(?=.)/, '');
}

function cleanPath(path: string): string {
  return path
    .split('/')
    .map((part) =>
      part
        .replace(/[^a-zA-Z0-9_.-]/g, '_')
        .replace(/^[^a-zA-Z0-9_]/, '_')
        .slice(0, 200),
    )
    .join('/');
}

/** Names that are in order, and each there once: as they are; else with their numbers in front. */
function ordered(names: readonly string[]): readonly string[] {
  const inOrder = names.every((name, index) => index === 0 || byName(names[index - 1]!, name) < 0);
  if (inOrder) return names;
  const digits = String(names.length).length;
  return names.map(
    (name, index) => `${String(index + 1).padStart(digits, '0')}-${name.replaceAll('/', '-')}`,
  );
}
