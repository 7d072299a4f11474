import { dirname } from 'node:path/posix';
import { invalid, list, type Package, type PackageEntry, readText } from '../package.js';
import type { GroupMember, TestCase, TestGroup } from '../problem.js';
import { readYaml } from '../yaml.js';
import { type CaseBook, createCaseBook } from './case-book.js';
import { answerOf, type CaseFiles, caseFilesOf } from './case-files.js';
import type { CheckerMaker } from './checkers.js';
import { caseScoreOf, isUnusual, type LegacyScoring, ruleOf, unknownFlags } from './legacy-rules.js';
import { TestDataYaml } from './legacy-yaml.js';
import { words } from './values.js';

/** What the reading of a package's test data depends on. */
export interface LegacyData {
  readonly scoring: LegacyScoring;
  readonly checkers: CheckerMaker;
  /** Flags of problem.yaml, before those of a folder. */
  readonly validatorFlags: readonly string[];
  /** What problem.yaml says for all folders. */
  readonly defaults: TestDataYaml;
}

export interface GroupedCases {
  readonly root: TestGroup;
  readonly cases: readonly TestCase[];
}

interface Reading extends LegacyData {
  readonly from: Package;
  readonly book: CaseBook;
}

const MAX_DEPTH = 16;
const MAX_NOTE_BYTES = 64 * 1024;
const ROOT_ENTRIES = new Set(['sample', 'secret', 'testdata.yaml']);

/**
 * Reads `data/sample` and `data/secret` of a legacy package: pairs of `.in` and `.ans`, every folder a group with the
 * rule of its testdata.yaml. Keys that a folder does not set are those of the folder above.
 *
 * @throws BailiffError INVALID_PROBLEM for an input without an answer, for wrong flags, and when there is no case.
 */
export async function readLegacyData(from: Package, data: LegacyData): Promise<GroupedCases> {
  const reading: Reading = { ...data, from, book: createCaseBook(from) };
  for (const { name } of await list(from, 'data')) {
    if (!ROOT_ENTRIES.has(name))
      from.warnings.push(`"data/${name}" is passed over: only sample and secret hold tests`);
  }
  const settings = await inherit(from, 'data', data.defaults);
  const members: GroupMember[] = [];
  for (const name of ['sample', 'secret']) {
    const group = await readGroup(reading, name, settings, 1);
    if (group.members.length > 0) members.push({ kind: 'group', group });
  }
  if (members.length === 0) throw invalid(from, 'there is no test case in data/sample or data/secret');
  return { root: groupOf(reading, '', settings, members), cases: reading.book.cases };
}

async function readGroup(
  reading: Reading,
  name: string,
  above: TestDataYaml,
  depth: number,
): Promise<TestGroup> {
  const { from } = reading;
  if (depth > MAX_DEPTH) throw invalid(from, `"data/${name}" is nested deeper than ${MAX_DEPTH} folders`);
  const settings = await inherit(from, `data/${name}`, above);
  const entries = await list(from, `data/${name}`);
  const cases = new Map(caseFilesOf(from, name, entries).map((files) => [files.name, files]));
  const members: GroupMember[] = [];
  const held = new Set<string>();
  for (const entry of entries) {
    const files = isInput(entry) ? cases.get(`${name}/${stem(entry)}`) : undefined;
    if (files) members.push(await readCase(reading, files, settings, held));
    if (entry.kind !== 'folder') continue;
    const group = await readGroup(reading, `${name}/${entry.name}`, settings, depth + 1);
    if (group.members.length > 0) members.push({ kind: 'group', group });
  }
  return groupOf(reading, name, settings, members);
}

async function readCase(
  { from, book, scoring, checkers, validatorFlags }: Reading,
  files: CaseFiles,
  settings: TestDataYaml,
  held: Set<string>,
): Promise<GroupMember> {
  const group = dirname(files.name);
  const flags = [...validatorFlags, ...words(settings.output_validator_flags ?? '')];
  const note = async (extension: string): Promise<string> =>
    files.others.has(extension)
      ? ((await readText(from, `data/${files.name}.${extension}`, MAX_NOTE_BYTES)) ?? '').trim()
      : '';
  const testCase: TestCase = {
    name: files.name,
    inputFile: files.input,
    answerFile: answerOf(from, files),
    checker: checkers(flags, `problem.yaml, testdata.yaml of "data/${files.name}"`),
    args: [],
    files: [],
    sample: files.name.startsWith('sample/'),
    description: await note('desc'),
    hint: await note('hint'),
    inputValidatorArgs: [{ group, args: words(settings.input_validator_flags ?? '') }],
  };
  const name = book.add(testCase, held);
  held.add(name);
  return { kind: 'case', name, score: caseScoreOf(scoring, settings) };
}

function groupOf(
  { from, scoring }: Reading,
  name: string,
  settings: TestDataYaml,
  members: readonly GroupMember[],
): TestGroup {
  const rule = ruleOf(scoring, settings, name === '');
  if (typeof rule === 'string') throw invalid(from, `"data/${name}": ${rule}`);
  const held = members.map((member) => (member.kind === 'case' ? member.name : member.group.name));
  return {
    name,
    members,
    requires: [],
    rule: { ...rule, ignore: rule.ignore.filter((each) => held.includes(each)) },
  };
}

/** The settings of a folder, with warnings on what is odd in its own testdata.yaml. */
async function inherit(from: Package, folder: string, above: TestDataYaml): Promise<TestDataYaml> {
  const path = `${folder}/testdata.yaml`;
  const own = await readYaml(from, path, TestDataYaml, { unknownKeys: 'warn' });
  if (!own) return above;
  for (const flag of unknownFlags(own))
    from.warnings.push(`"${path}": the grader flag "${flag}" is not known: it has no effect`);
  return { ...above, ...own };
}

function isInput({ name, kind }: PackageEntry): boolean {
  return kind === 'file' && /.\.in$/.test(name);
}

function stem({ name }: PackageEntry): string {
  return name.slice(0, -'.in'.length);
}

/** Names of the groups that are folded otherwise than pass-fail problems usually are. */
export function unusualGroups(group: TestGroup): readonly string[] {
  const below = group.members.flatMap((member) =>
    member.kind === 'group' ? unusualGroups(member.group) : [],
  );
  return isUnusual(group.rule) ? [group.name, ...below] : below;
}
