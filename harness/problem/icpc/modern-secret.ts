import { PASS_FAIL } from '../../scoring/rules.js';
import { invalid, list, type Package } from '../package.js';
import type { TestGroup } from '../problem.js';
import { isGroup } from './group-yaml.js';
import type { CaseSettings } from './modern-cases.js';
import { type ModernReading, NO_SETTINGS, readGroupOfCases, readSettings } from './modern-group.js';
import { clashFault, type GroupScoring, ruleOfGroups, scoringFault, scoringOf } from './modern-rules.js';
import { type EarlierGroups, requiredGroups } from './require-pass.js';

/** What secret hands down to its groups. */
interface Secret {
  readonly settings: CaseSettings;
  /** `undefined`: the problem is pass-fail. */
  readonly scoring: GroupScoring | undefined;
}

const SAMPLE: EarlierGroups = new Map([['sample', 'pass-fail']]);

/**
 * Reads `data/secret`: it holds cases, at any depth, or groups, which are folders with `test_group.yaml` directly in it.
 *
 * @throws BailiffError INVALID_PROBLEM where it holds both
 */
export async function readSecret(reading: ModernReading): Promise<TestGroup> {
  const { from, type } = reading;
  const { yaml, settings } = await readSettings(reading, 'secret', NO_SETTINGS);
  const scoring = type === 'scoring' ? scoringOf(yaml, 'secret') : undefined;
  const requires = scoring ? requiredGroups(from, 'secret', yaml.require_pass, SAMPLE) : [];
  const names = await groupNames(from);
  if (names.length === 0) return readGroupOfCases(reading, { name: 'secret', settings, scoring, requires });
  const fault = scoring && scoringFault(scoring, reading.ownValidator);
  if (fault) throw invalid(from, `"data/secret/test_group.yaml": ${fault}`);
  const groups: TestGroup[] = [];
  const before = new Map(SAMPLE);
  for (const name of names) groups.push(await readGroup(reading, name, { settings, scoring }, before));
  return {
    name: 'secret',
    members: groups.map((group) => ({ kind: 'group', group })),
    requires,
    rule: scoring ? ruleOfGroups(scoring) : PASS_FAIL,
  };
}

/** @param before the groups before it, to which it is added */
async function readGroup(
  reading: ModernReading,
  folder: string,
  secret: Secret,
  before: Map<string, GroupScoring['aggregation']>,
): Promise<TestGroup> {
  const { from } = reading;
  const name = `secret/${folder}`;
  const { yaml, settings } = await readSettings(reading, name, secret.settings);
  const scoring = secret.scoring && scoringOf(yaml, 'group');
  const clash = scoring && clashFault(secret.scoring!, scoring);
  if (clash) throw invalid(from, `"data/${name}/test_group.yaml": ${clash}`);
  const requires = scoring ? requiredGroups(from, name, yaml.require_pass, before) : [];
  const group = await readGroupOfCases(reading, { name, settings, scoring, requires });
  if (group.members.length === 0) throw invalid(from, `the group "data/${name}" has no case`);
  before.set(name, scoring?.aggregation ?? 'pass-fail');
  return group;
}

/** Names of the folders that are groups; none where secret holds the cases itself. */
async function groupNames(from: Package): Promise<readonly string[]> {
  const entries = await list(from, 'data/secret');
  const folders = entries.filter(({ kind, name }) => kind === 'folder' && !name.endsWith('.files'));
  const groups: string[] = [];
  for (const { name } of folders) if (await isGroup(from, `data/secret/${name}`)) groups.push(name);
  if (groups.length === 0) return [];
  const other = folders.find(({ name }) => !groups.includes(name));
  if (other)
    throw invalid(from, `"data/secret" holds groups: add a test_group.yaml to "data/secret/${other.name}"`);
  const input = entries.find(({ name, kind }) => kind === 'file' && name.endsWith('.in'));
  if (input) throw invalid(from, `"data/secret" holds groups: move "${input.name}" into one of them`);
  return groups;
}
