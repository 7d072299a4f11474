import type { Tool } from '../../checkers/checker.js';
import { modernPromiseOf } from '../../promises.js';
import { find, invalid, list, type Package } from '../package.js';
import type { Problem, Task } from '../problem.js';
import { readTimeLimit } from '../time-limit.js';
import { readYaml } from '../yaml.js';
import { type CheckerMaker, checkerMaker } from './checkers.js';
import { constantsOf } from './constants.js';
import { readExtraCases } from './extra-cases.js';
import { readIncludes } from './includes.js';
import { languagesOf } from './languages.js';
import { type GroupedCases, readLegacyData } from './legacy-data.js';
import { DEFAULT_PASSES, limitsOf } from './limits.js';
import { readModernData } from './modern-data.js';
import { ModernProblemYaml } from './modern-yaml.js';
import { programIn, programsIn } from './programs.js';
import { hasLegacyKeys } from './stale-testdata.js';
import { readSubmissions } from './submissions.js';
import { nameOf } from './values.js';

/**
 * Loads a package in the ICPC problem package format 2025-09, or in the draft that was renamed to it.
 *
 * @throws BailiffError INVALID_PROBLEM for anything that is wrong or not supported, naming file and line.
 */
export async function loadModern(from: Package): Promise<Problem> {
  const yaml = (await readYaml(from, 'problem.yaml', ModernProblemYaml, { unknownKeys: 'warn' }))!;
  const fault = typeFault(yaml.type);
  if (fault) throw invalid(from, `"problem.yaml": ${fault}`);
  const validator = await programIn(from, 'output_validator');
  const checkers = checkerMaker(from, validator ? [validator] : []);
  const constants = constantsOf(yaml);
  const { root, cases } = await readData(from, yaml, checkers, validator);
  await warnOfOdd(from, yaml);
  return {
    id: from.id,
    name: nameOf(yaml.name) ?? from.id,
    folder: from.folder,
    format: 'icpc-2025-09',
    type: yaml.type.includes('scoring') ? 'scoring' : 'pass-fail',
    timeLimit: await timeLimitOf(from, yaml.limits),
    limits: limitsOf(yaml.limits),
    task: taskOf(from, yaml, validator),
    sources: {
      include: await readIncludes(from, true),
      prepend: {},
      append: {},
      languages: languagesOf(from, yaml.languages),
      constants,
    },
    cases,
    root,
    inputValidators: await programsIn(from, 'input_validators'),
    extraCases: await readExtraCases(from, checkers, constants),
    submissions: await readSubmissions(
      from,
      modernPromiseOf,
      yaml.type.includes('submit-answer') ? 'answers' : 'programs',
    ),
    warnings: from.warnings,
  };
}

async function readData(
  from: Package,
  yaml: ModernProblemYaml,
  checkers: CheckerMaker,
  validator: Tool | undefined,
): Promise<GroupedCases> {
  const type = yaml.type.includes('scoring') ? 'scoring' : 'pass-fail';
  if (!(await hasLegacyKeys(from)))
    return readModernData(from, {
      type,
      checkers,
      ownValidator: validator !== undefined,
      constants: constantsOf(yaml),
    });
  from.warnings.push('testdata.yaml has keys of the legacy format: the groups are read as legacy ones');
  const [grader] = await programsIn(from, 'graders');
  const scoring = { type, byChecker: type === 'scoring' && validator !== undefined, grader } as const;
  return readLegacyData(from, { scoring, checkers, validatorFlags: [], defaults: {} });
}

/** What is wrong with the types together, in a sentence. */
function typeFault(types: ModernProblemYaml['type']): string | undefined {
  const clashes = [
    ['pass-fail', 'scoring'],
    ['submit-answer', 'interactive'],
    ['submit-answer', 'multi-pass'],
  ] as const;
  const clash = clashes.find(([one, other]) => types.includes(one) && types.includes(other));
  return clash && `the types "${clash[0]}" and "${clash[1]}" exclude each other`;
}

function taskOf(from: Package, { type, limits }: ModernProblemYaml, validator: Tool | undefined): Task {
  if (type.includes('submit-answer')) return { kind: 'output-only' };
  const interactive = type.includes('interactive');
  const passes = type.includes('multi-pass') ? (limits.validation_passes ?? DEFAULT_PASSES) : 1;
  if ((interactive || passes > 1) && !validator)
    throw invalid(
      from,
      `a problem of type "${interactive ? 'interactive' : 'multi-pass'}" needs an output_validator/`,
    );
  return interactive ? { kind: 'interactive', protocol: 'validator', passes } : { kind: 'batch', passes };
}

function timeLimitOf(from: Package, limits: ModernProblemYaml['limits']) {
  const { time_limit: seconds, time_resolution: resolution, time_multipliers: multipliers } = limits;
  if (seconds !== undefined && !isWhole(seconds / resolution))
    from.warnings.push(
      `"problem.yaml": the time limit of ${seconds} s is no multiple of time_resolution, ${resolution} s`,
    );
  const rules = {
    multiplier: multipliers.ac_to_time_limit,
    resolutionMs: Math.max(1, Math.round(resolution * 1_000)),
    tleFactor: multipliers.time_limit_to_tle,
  };
  return readTimeLimit(from, rules, seconds);
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-6;
}

/** What does not change a verdict, or is left of the legacy format. */
async function warnOfOdd(from: Package, yaml: ModernProblemYaml): Promise<void> {
  for (const key of ['name', 'uuid'] as const)
    if (yaml[key] === undefined)
      from.warnings.push(`"problem.yaml" has no "${key}", which the format requires`);
  if (yaml.limits.validation_passes !== undefined && !yaml.type.includes('multi-pass'))
    from.warnings.push('"problem.yaml": limits.validation_passes has no effect: the type is not multi-pass');
  for (const folder of ['output_validators', 'static_validator'])
    if ((await list(from, folder)).length > 0)
      from.warnings.push(`"${folder}" is passed over: it is not of this format`);
  if ((await find(from, 'graders')) !== undefined && !(await hasLegacyKeys(from)))
    from.warnings.push('"graders" is passed over: it is not of this format');
}
