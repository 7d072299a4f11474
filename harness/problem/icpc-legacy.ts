import { LegacyProblemYaml, staleKeys } from './legacy-yaml.js';
import { invalid, list, type Package } from './package.js';
import type { PackageSubmission, Problem, ProblemLimits } from './problem.js';
import { readTestData } from './test-data.js';
import { readTimeLimit } from './time-limit.js';
import { readYaml } from './yaml.js';

const KiB = 2 ** 10;
const MiB = 2 ** 20;

/**
 * Loads a package in the legacy ICPC (Kattis) problem package format: pass-fail, judged by the default output
 * validator.
 *
 * @throws BailiffError INVALID_PROBLEM for anything that is wrong or not supported, naming file and line.
 */
export async function loadIcpcLegacy(from: Package): Promise<Problem> {
  const yaml = await readYaml(from, 'problem.yaml', LegacyProblemYaml);
  if (!yaml) throw invalid(from, 'there is no problem.yaml');
  refuseUnsupported(from, yaml);
  await refusePrograms(from);
  if (!/^[a-z0-9]+$/.test(from.id))
    from.warnings.push(`the folder's name "${from.id}" should be of a-z and 0-9 only`);
  for (const key of staleKeys(yaml))
    from.warnings.push(`"problem.yaml": the key "${key}" has no effect in this format`);
  return {
    id: from.id,
    name: nameOf(from, yaml.name),
    folder: from.folder,
    format: 'icpc-legacy',
    type: 'pass-fail',
    timeLimit: await readTimeLimit(from, yaml.limits.time_multiplier, yaml.limits.time_limit),
    limits: limitsOf(yaml.limits),
    data: await readTestData(from, yaml.validator_flags),
    submissions: await readSubmissions(from),
    warnings: from.warnings,
  };
}

/** What later work will load: until then refused by name, rather than judged by the wrong rules. */
function refuseUnsupported(from: Package, yaml: LegacyProblemYaml): void {
  if (yaml.type !== 'pass-fail')
    throw invalid(from, `type "${yaml.type}" is not supported: only pass-fail is`);
  if (yaml.validation !== 'default') {
    throw invalid(
      from,
      `validation "${yaml.validation}" is not supported: only the default output validator is`,
    );
  }
}

async function refusePrograms(from: Package): Promise<void> {
  const included = await list(from, 'include');
  if (included.length > 0)
    throw invalid(from, 'files in include/, to be compiled with each submission, are not supported');
  const validators = await list(from, 'output_validators');
  if (validators.length > 0) from.warnings.push('"output_validators" is passed over: validation is default');
}

function nameOf(from: Package, name: LegacyProblemYaml['name']): string {
  if (typeof name === 'object') return name.en ?? Object.values(name)[0] ?? from.id;
  return name ?? from.id;
}

function limitsOf(limits: LegacyProblemYaml['limits']): ProblemLimits {
  return {
    memoryBytes: Math.round(limits.memory * MiB),
    outputBytes: Math.round(limits.output * MiB),
    codeBytes: Math.round(limits.code * KiB),
    compileMs: Math.round(limits.compilation_time * 1_000),
    compileMemoryBytes: Math.round(limits.compilation_memory * MiB),
  };
}

async function readSubmissions(from: Package): Promise<readonly PackageSubmission[]> {
  const submissions: PackageSubmission[] = [];
  for (const folder of await list(from, 'submissions')) {
    if (folder.kind !== 'folder') continue;
    const promise = folder.name;
    for (const { name, path } of await list(from, `submissions/${promise}`)) {
      submissions.push({ name: `${promise}/${name}`, promise, path });
    }
  }
  return submissions;
}
