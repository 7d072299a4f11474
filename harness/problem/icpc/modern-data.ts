import { type GroupRule, PASS_FAIL } from '../../scoring/rules.js';
import { invalid, list, type Package } from '../package.js';
import type { TestGroup } from '../problem.js';
import { createCaseBook } from './case-book.js';
import { EXTRA_FOLDERS } from './extra-cases.js';
import type { GroupedCases } from './legacy-data.js';
import {
  type ModernData,
  type ModernReading,
  NO_SETTINGS,
  readGroupOfCases,
  readSettings,
} from './modern-group.js';
import { readSecret } from './modern-secret.js';

const KNOWN_ENTRIES = new Set(['sample', 'secret', ...EXTRA_FOLDERS]);

/** Samples give no points. */
const SCORED_ROOT: GroupRule = {
  ...PASS_FAIL,
  onReject: 'continue',
  ignore: ['sample'],
  score: { kind: 'sum' },
};

/**
 * Reads `data/sample` and `data/secret` of format 2025-09.
 *
 * @throws BailiffError INVALID_PROBLEM for an input without an answer, for groups that the format does not allow, and
 * when there is no case.
 */
export async function readModernData(from: Package, data: ModernData): Promise<GroupedCases> {
  const reading: ModernReading = { ...data, from, book: createCaseBook(from) };
  for (const { name } of await list(from, 'data')) {
    if (!KNOWN_ENTRIES.has(name))
      from.warnings.push(`"data/${name}" is passed over: the format knows no such data`);
  }
  const sample = await readSample(reading);
  const secret = await readSecret(reading);
  if (reading.book.cases.length === 0)
    throw invalid(from, 'there is no test case in data/sample or data/secret');
  const rule = data.type === 'pass-fail' ? PASS_FAIL : SCORED_ROOT;
  return { root: rootOf(rule, sample, secret), cases: reading.book.cases };
}

async function readSample(reading: ModernReading): Promise<TestGroup> {
  const { yaml, settings } = await readSettings(reading, 'sample', NO_SETTINGS);
  if (yaml.max_score !== undefined || yaml.score_aggregation !== undefined || yaml.require_pass.length > 0)
    throw invalid(
      reading.from,
      'samples have no score: remove max_score, score_aggregation and require_pass from data/sample/test_group.yaml',
    );
  return readGroupOfCases(reading, { name: 'sample', settings, scoring: undefined, requires: [] });
}

/** A group without cases is left out: everybody passes it. */
function rootOf(rule: GroupRule, sample: TestGroup, secret: TestGroup): TestGroup {
  const hasSample = sample.members.length > 0;
  const groups = [sample, hasSample ? secret : withoutSample(secret)].filter(
    ({ members }) => members.length > 0,
  );
  return {
    name: '',
    members: groups.map((group) => ({ kind: 'group', group })),
    requires: [],
    rule: { ...rule, ignore: hasSample ? rule.ignore : [] },
  };
}

function withoutSample(group: TestGroup): TestGroup {
  return {
    ...group,
    requires: group.requires.filter((name) => name !== 'sample'),
    members: group.members.map((member) =>
      member.kind === 'group' ? { kind: 'group', group: withoutSample(member.group) } : member,
    ),
  };
}
