import { formatMs } from '../../../lib/index.js';
import { findRecipe } from '../../../toolchains/index.js';
import type { Checker } from '../../checkers/checker.js';
import { invalid, list, type Package } from '../package.js';
import type {
  PackageSubmission,
  Problem,
  ProblemLimits,
  SourceRules,
  Task,
  TestCase,
  TimeLimit,
} from '../problem.js';
import { ANY_OUTPUT, inGroupOrder, NO_SOURCE_RULES, simpleCase, USUAL_LIMITS } from '../usual.js';
import { readYaml } from '../yaml.js';
import { findCases, type PlainCase, type PlainFolder } from './find-cases.js';
import { plainChecker } from './plain-checker.js';
import { plainScoring } from './plain-scoring.js';
import { PlainYaml } from './plain-yaml.js';
import { programAt } from './program.js';

const FILE = 'problem.yaml';
const DEFAULT_TIME_MS = 2_000;
const MiB = 2 ** 20;

/**
 * Loads a plain folder: `*.in` with `*.ans` or `*.out`, folders as groups, an optional problem.yaml of a schema of our
 * own (see {@link PlainYaml}), own submissions in `submissions/` as in the ICPC format.
 *
 * @throws BailiffError INVALID_PROBLEM, naming file and line
 */
export async function loadPlain(from: Package): Promise<Problem> {
  const yaml = (await readYaml(from, FILE, PlainYaml)) ?? PlainYaml.parse({});
  const folder = await findCases(from);
  const found = allOf(folder);
  if (found.length === 0) throw invalid(from, 'there is no test: put *.in with *.ans or *.out into it');
  const { task, checker } = await judgeOf(from, yaml);
  const { type, root } = plainScoring(from, folder, yaml.scoring);
  return {
    id: from.id,
    name: yaml.name ?? from.id,
    folder: from.folder,
    format: 'plain',
    type,
    timeLimit: timeLimitOf(from.warnings, yaml.time_limit),
    limits: limitsOf(from, yaml),
    task,
    sources: sourcesOf(from, yaml),
    cases: inGroupOrder(
      root,
      found.map((each) => caseOf(from, each, checker)),
    ),
    root,
    inputValidators: [],
    submissions: await readSubmissions(from),
    warnings: from.warnings,
  };
}

/** The time limit of a format that may leave it out. */
export function timeLimitOf(warnings: string[], seconds: number | undefined): TimeLimit {
  if (seconds !== undefined)
    return { kind: 'declared', timeMs: Math.ceil(seconds * 1_000), file: FILE, tleFactor: 1 };
  warnings.push(`there is no time limit: it is taken to be ${formatMs(DEFAULT_TIME_MS)}`);
  return { kind: 'declared', timeMs: DEFAULT_TIME_MS, file: 'default', tleFactor: 1 };
}

/** Whether a checker compares with an answer, so that there must be one. */
export function needsAnswer({ kind }: Checker): boolean {
  return !['regex', 'validator', 'testlib', 'spj', 'all', 'function'].includes(kind);
}

function allOf({ cases, folders }: PlainFolder): readonly PlainCase[] {
  return [...cases, ...folders.flatMap(allOf)];
}

function caseOf(from: Package, { name, input, answer, sample }: PlainCase, checker: Checker): TestCase {
  if (answer === undefined && needsAnswer(checker))
    throw invalid(from, `"${name}.in" has no answer: add "${name}.ans" or "${name}.out"`);
  return simpleCase({ name, inputFile: input, answerFile: answer, sample, checker });
}

/** An interactor that is an output validator judges at once; one of testlib may have a checker behind it. */
async function judgeOf(
  from: Package,
  { interactor, checker }: PlainYaml,
): Promise<{ readonly task: Task; readonly checker: Checker }> {
  if (!interactor) return { task: { kind: 'batch', passes: 1 }, checker: await plainChecker(from, checker) };
  if ('validator' in interactor) {
    if (checker !== undefined)
      throw invalid(from, `"${FILE}" has a checker beside an interactor that judges: remove one of them`);
    const tool = await programAt(from, interactor.validator);
    return {
      task: { kind: 'interactive', protocol: 'validator', passes: 1 },
      checker: { kind: 'validator', tool, args: [] },
    };
  }
  const tool = await programAt(from, interactor.testlib);
  return {
    task: { kind: 'interactive', protocol: 'testlib', interactor: tool, passes: 1 },
    checker: checker === undefined ? ANY_OUTPUT : await plainChecker(from, checker),
  };
}

function limitsOf(from: Package, { memory, output, time_factors }: PlainYaml): ProblemLimits {
  const factors = Object.entries(time_factors).map(([name, factor]) => [canonical(from, name), factor]);
  return {
    ...USUAL_LIMITS,
    memoryBytes: memory === undefined ? USUAL_LIMITS.memoryBytes : Math.ceil(memory * MiB),
    outputBytes: output === undefined ? USUAL_LIMITS.outputBytes : Math.ceil(output * MiB),
    timeFactors: Object.fromEntries(factors),
  };
}

function sourcesOf(from: Package, { languages }: PlainYaml): SourceRules {
  return { ...NO_SOURCE_RULES, languages: languages?.map((name) => canonical(from, name)) };
}

function canonical(from: Package, language: string): string {
  const recipe = findRecipe(language);
  if (recipe) return recipe.name;
  throw invalid(
    from,
    `"${FILE}" names the language "${language}", which is not known: see bailiff languages`,
  );
}

async function readSubmissions(from: Package): Promise<readonly PackageSubmission[]> {
  const submissions: PackageSubmission[] = [];
  for (const { name: promise, kind } of await list(from, 'submissions')) {
    if (kind !== 'folder') continue;
    for (const { name, path } of await list(from, `submissions/${promise}`))
      submissions.push({ name: `${promise}/${name}`, promise, path });
  }
  return submissions;
}
