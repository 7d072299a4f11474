import { invalid, type Package } from '../package.js';
import type { GroupScoring } from './modern-rules.js';

/** How the groups before a group aggregate, by name. */
export type EarlierGroups = ReadonlyMap<string, GroupScoring['aggregation']>;

/** The groups that `require_pass` names: the sample, or earlier groups that are passed or not. */
export function requiredGroups(
  from: Package,
  group: string,
  required: readonly string[],
  before: EarlierGroups,
): readonly string[] {
  return required.map((given) => {
    const name = before.has(given) ? given : `secret/${given}`;
    const aggregation = before.get(name);
    if (aggregation === 'pass-fail') return name;
    const why =
      aggregation === undefined
        ? 'which is no group before it'
        : 'which has scores and so is neither passed nor not';
    throw invalid(from, `"data/${group}/test_group.yaml" requires "${given}", ${why}`);
  });
}
