import { loadProblem } from '../../../../../harness/problem/load.js';
import type { Problem, TestGroup } from '../../../../../harness/problem/problem.js';
import { writeFolder } from '../../../../support/problem-package.js';

/** problem.yaml of format 2025-09 with these lines more. */
export function modernYaml(lines = ''): string {
  return `problem_format_version: 2025-09\nname: Sum\nuuid: 1\n${lines}`;
}

/** Files of empty cases, by their paths below `data/`. */
export function casesAt(...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => ['in', 'ans'].map((end) => [`data/${name}.${end}`, name])),
  );
}

/** Loads a package of these files; what is not given: problem.yaml, a sample and a secret case. */
export async function loadModern(files: Record<string, string>, strict = false): Promise<Problem> {
  const usual = Object.keys(files).some((path) => path.endsWith('.in'))
    ? {}
    : casesAt('sample/1', 'secret/1');
  await using folder = await writeFolder('sum', { 'problem.yaml': modernYaml(), ...usual, ...files });
  return await loadProblem(folder.path, { strict });
}

/** A group by name. */
export function groupOf({ root }: Problem, name: string): TestGroup {
  const all = (group: TestGroup): readonly TestGroup[] => [
    group,
    ...group.members.flatMap((member) => (member.kind === 'group' ? all(member.group) : [])),
  ];
  return all(root).find((group) => group.name === name)!;
}
