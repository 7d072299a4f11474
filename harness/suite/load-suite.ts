import { parseDefaultFlags } from '../checkers/default-flags.js';
import { invalid, list, type Package } from '../problem/package.js';
import type {
  GroupMember,
  PackageSubmission,
  Problem,
  ProblemFile,
  SuiteTask,
  TestCase,
} from '../problem/problem.js';
import { readYaml } from '../problem/yaml.js';
import { NO_SCORE, PASS_FAIL } from '../scoring/rules.js';
import { FRAMEWORKS } from './frameworks.js';
import { SuiteYaml, testsOf } from './suite-yaml.js';

const KiB = 2 ** 10;
const MiB = 2 ** 20;
const MAX_FILES = 2_000;
const MAX_BYTES = 32 * MiB;
const OWN = new Set(['suite.yaml', 'submissions']);

/**
 * Loads a suite of unit tests: a folder with suite.yaml, the tests, and `submissions/<promise>/` as in packages. Each
 * named test is a case.
 *
 * @throws BailiffError INVALID_PROBLEM, naming file and line.
 */
export async function loadSuite(from: Package): Promise<Problem> {
  const yaml = await readYaml(from, 'suite.yaml', SuiteYaml);
  if (!yaml) throw invalid(from, 'there is no suite.yaml');
  const task = await taskOf(from, yaml);
  const tests = testsOf(yaml);
  const scored = tests.some(({ points }) => points !== undefined);
  const members = tests.map(({ id, points = 1 }): GroupMember => {
    const score = scored ? { accepted: points, rejected: 0, byChecker: false, max: points } : NO_SCORE;
    return { kind: 'case', name: id, score };
  });
  const rule = { ...PASS_FAIL, onReject: 'continue' as const };
  return {
    id: from.id,
    name: yaml.name ?? from.id,
    folder: from.folder,
    format: 'suite',
    type: scored ? 'scoring' : 'pass-fail',
    timeLimit: { kind: 'declared', timeMs: yaml.time_limit * 1_000, file: 'suite.yaml', tleFactor: 1 },
    limits: {
      memoryBytes: yaml.memory * MiB,
      outputBytes: 8 * MiB,
      codeBytes: yaml.code * KiB,
      compileMs: 60_000,
      compileMemoryBytes: 2_048 * MiB,
      validationMs: 60_000,
      validationMemoryBytes: 2_048 * MiB,
      validationOutputBytes: 8 * MiB,
      timeFactors: {},
    },
    task,
    sources: { include: {}, prepend: {}, append: {}, languages: [task.language], constants: {} },
    cases: tests.map(caseOf),
    root: {
      name: '',
      members,
      requires: [],
      rule: { ...rule, score: { kind: scored ? 'sum' : 'none' } },
    },
    inputValidators: [],
    submissions: await readSubmissions(from),
    warnings: from.warnings,
  };
}

async function taskOf(from: Package, yaml: SuiteYaml): Promise<SuiteTask> {
  const framework = FRAMEWORKS[yaml.framework];
  const level = yaml.level ?? framework.levels[0]!;
  if (!framework.levels.includes(level))
    throw invalid(
      from,
      `"suite.yaml": level "${level}" is not to be had for ${yaml.framework}: use ${framework.levels.join(' or ')}`,
    );
  if (yaml.language !== undefined && !yaml.language.startsWith(`${framework.language}@`))
    throw invalid(
      from,
      `"suite.yaml": ${yaml.framework} is for ${framework.language}, not "${yaml.language}"`,
    );
  if (framework.namesFiles && yaml.files.length === 0)
    throw invalid(from, `"suite.yaml" names no test files: ${yaml.framework} needs them in "files"`);
  const files = await readFiles(from);
  const missing = yaml.files.find((path) => !files.some((file) => file.path === path));
  if (missing !== undefined)
    throw invalid(from, `"suite.yaml" names the test file "${missing}", which is not there`);
  return {
    kind: 'suite',
    framework: yaml.framework,
    level,
    language: framework.language,
    toolchain: yaml.language ?? framework.language,
    libraries: yaml.libraries ?? framework.libraries,
    files,
    entry: yaml.entry,
    testFiles: yaml.files,
    tests: Object.fromEntries(testsOf(yaml).map(({ id }) => [id, id])),
  };
}

function caseOf({ id, visible, description, hint }: ReturnType<typeof testsOf>[number]): TestCase {
  const checker = parseDefaultFlags([]);
  if (typeof checker === 'string') throw new Error(checker);
  return {
    name: id,
    inputFile: undefined,
    answerFile: undefined,
    checker,
    args: [],
    files: [],
    sample: visible,
    description,
    hint,
  };
}

/** Every file of the suite but what is not for the jail. */
async function readFiles(from: Package): Promise<readonly ProblemFile[]> {
  const files: ProblemFile[] = [];
  let bytes = 0;
  const visit = async (folder: string): Promise<void> => {
    for (const entry of await list(from, folder)) {
      const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
      if (folder === '.' && OWN.has(entry.name)) continue;
      if (entry.kind === 'folder') await visit(path);
      else files.push({ path, source: entry.path });
      bytes += entry.kind === 'file' ? entry.sizeBytes : 0;
      if (files.length > MAX_FILES || bytes > MAX_BYTES)
        throw invalid(
          from,
          `the suite has more than ${MAX_FILES} files or 32 MiB: leave out what tests do not need`,
        );
    }
  };
  await visit('.');
  return files;
}

async function readSubmissions(from: Package): Promise<readonly PackageSubmission[]> {
  const submissions: PackageSubmission[] = [];
  for (const folder of await list(from, 'submissions')) {
    if (folder.kind !== 'folder') continue;
    for (const { name, path } of await list(from, `submissions/${folder.name}`))
      submissions.push({ name: `${folder.name}/${name}`, promise: folder.name, path });
  }
  return submissions;
}
