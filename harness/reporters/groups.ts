import type { GroupReport } from '../report.js';

/** The groups that hold cases, at any depth: those that hold nothing but groups say the same once more. */
export function groupsWithCases(groups: readonly GroupReport[]): readonly GroupReport[] {
  return groups.flatMap((group) => [
    ...(group.cases.length > 0 || group.groups.length === 0 ? [group] : []),
    ...groupsWithCases(group.groups),
  ]);
}
