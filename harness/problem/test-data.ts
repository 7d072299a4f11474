import { formatBytes } from '../../lib/index.js';
import { parseDefaultFlags } from '../checkers/default-flags.js';
import { TestDataYaml } from './legacy-yaml.js';
import { invalid, list, type Package, type PackageEntry } from './package.js';
import { type Checker, casesOf, type TestCase, type TestGroup } from './problem.js';
import { readYaml } from './yaml.js';

/** What a folder of test data hands on to those below it. */
interface Inherited {
  /** Flags of problem.yaml, before those of the folder. */
  readonly validatorFlags: string;
  readonly outputValidatorFlags: string;
  readonly depth: number;
}

const MAX_DEPTH = 16;
const MAX_CASES = 10_000;
const MAX_FILE_BYTES = 2 ** 30;

/**
 * Reads `data/sample` and `data/secret` of a legacy package: pairs of `.in` and `.ans`, folders as groups, the
 * output validator's flags from problem.yaml and the nearest testdata.yaml.
 *
 * @throws BailiffError INVALID_PROBLEM for an input without an answer, for wrong flags, and when there is no case.
 */
export async function readTestData(from: Package, validatorFlags: string): Promise<TestGroup> {
  for (const entry of await list(from, 'data')) {
    if (!isRootEntry(entry))
      from.warnings.push(`"data/${entry.name}" is passed over: only sample and secret hold tests`);
  }
  const root: Inherited = { validatorFlags, outputValidatorFlags: '', depth: 0 };
  const inherited = await applyYaml(from, 'data', root);
  const groups = [await readGroup(from, 'sample', inherited), await readGroup(from, 'secret', inherited)];
  const data = { name: '', cases: [], groups: groups.filter((group) => casesOf(group).length > 0) };
  if (data.groups.length === 0) throw invalid(from, 'there is no test case in data/sample or data/secret');
  return data;
}

function isRootEntry({ name, kind }: PackageEntry): boolean {
  return kind === 'folder' ? name === 'sample' || name === 'secret' : name === 'testdata.yaml';
}

async function readGroup(from: Package, name: string, parent: Inherited): Promise<TestGroup> {
  if (parent.depth >= MAX_DEPTH)
    throw invalid(from, `"data/${name}" is nested deeper than ${MAX_DEPTH} folders`);
  const inherited = await applyYaml(from, `data/${name}`, { ...parent, depth: parent.depth + 1 });
  const entries = await list(from, `data/${name}`);
  const cases = readCases(from, name, entries, checkerOf(from, `data/${name}`, inherited));
  const groups: TestGroup[] = [];
  for (const entry of entries) {
    if (entry.kind === 'folder') groups.push(await readGroup(from, `${name}/${entry.name}`, inherited));
  }
  return { name, cases, groups };
}

async function applyYaml(from: Package, folder: string, inherited: Inherited): Promise<Inherited> {
  const path = `${folder}/testdata.yaml`;
  const yaml = await readYaml(from, path, TestDataYaml);
  if (!yaml) return inherited;
  refuseScoring(from, path, yaml);
  return {
    ...inherited,
    outputValidatorFlags: yaml.output_validator_flags ?? inherited.outputValidatorFlags,
  };
}

/** A pass-fail verdict is the first that is not AC; graders that fold otherwise are refused, not misread. */
function refuseScoring(from: Package, path: string, yaml: TestDataYaml): void {
  if (yaml.grading === 'custom')
    throw invalid(from, `"${path}" asks for a custom grader, which is not supported`);
  const flags = words(yaml.grader_flags);
  const other = flags.find(
    (flag) => flag !== 'first_error' && flag !== 'no_errors' && flag !== 'worst_error',
  );
  if (other !== undefined)
    throw invalid(from, `"${path}" has the grader flag "${other}", which is not supported`);
  if (yaml.on_reject === 'continue' || flags.some((flag) => flag !== 'first_error')) {
    from.warnings.push(
      `"${path}": the first case in order that fails decides the verdict, whatever the file says`,
    );
  }
}

function checkerOf(from: Package, folder: string, inherited: Inherited): Checker {
  const flags = [...words(inherited.validatorFlags), ...words(inherited.outputValidatorFlags)];
  const checker = parseDefaultFlags(flags);
  if (typeof checker !== 'string') return checker;
  throw invalid(
    from,
    `output validator's ${checker} (validator_flags of problem.yaml and testdata.yaml of "${folder}" or above)`,
  );
}

function readCases(
  from: Package,
  group: string,
  entries: readonly PackageEntry[],
  checker: Checker,
): TestCase[] {
  const files = new Map(entries.filter(({ kind }) => kind === 'file').map((entry) => [entry.name, entry]));
  const inputs = [...files.values()].filter(({ name }) => name.endsWith('.in'));
  if (inputs.length > MAX_CASES) throw invalid(from, `"data/${group}" has more than ${MAX_CASES} cases`);
  for (const name of files.keys()) {
    if (name.endsWith('.ans') && !files.has(name.replace(/ans$/, 'in')))
      from.warnings.push(`"data/${group}/${name}" has no input`);
  }
  return inputs.map((input) =>
    readCase(from, group, input, files.get(input.name.replace(/in$/, 'ans')), checker),
  );
}

function readCase(
  from: Package,
  group: string,
  input: PackageEntry,
  answer: PackageEntry | undefined,
  checker: Checker,
): TestCase {
  const name = `${group}/${input.name.slice(0, -'.in'.length)}`;
  if (!answer) throw invalid(from, `"data/${group}/${input.name}" has no answer: add "data/${name}.ans"`);
  const large = [input, answer].find(({ sizeBytes }) => sizeBytes > MAX_FILE_BYTES);
  if (large)
    throw invalid(from, `"data/${group}/${large.name}" is larger than ${formatBytes(MAX_FILE_BYTES)}`);
  return { name, inputFile: input.path, answerFile: answer.path, checker };
}

function words(flags: string): readonly string[] {
  return flags.split(/\s+/).filter((word) => word !== '');
}
