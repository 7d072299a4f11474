import { promiseOf } from '../../promises.js';
import { invalid, type Package } from '../package.js';
import type { Problem, Task } from '../problem.js';
import { readTimeLimit } from '../time-limit.js';
import { readYaml } from '../yaml.js';
import { checkerMaker } from './checkers.js';
import { readIni } from './domjudge-ini.js';
import { readIncludes } from './includes.js';
import { type GroupedCases, readLegacyData, unusualGroups } from './legacy-data.js';
import { LegacyProblemYaml, parseValidation, staleKeys, type Validation } from './legacy-yaml.js';
import { DEFAULT_PASSES, limitsOf } from './limits.js';
import { programsIn } from './programs.js';
import { readSubmissions } from './submissions.js';
import { nameOf, words } from './values.js';

const RESOLUTION_MS = 1_000; // what the format gives as the usual one

/**
 * Loads a package in the legacy ICPC (Kattis) problem package format.
 *
 * @throws BailiffError INVALID_PROBLEM for anything that is wrong or not supported, naming file and line.
 */
export async function loadLegacy(from: Package): Promise<Problem> {
  const yaml =
    (await readYaml(from, 'problem.yaml', LegacyProblemYaml, { unknownKeys: 'warn' })) ??
    LegacyProblemYaml.parse({});
  const ini = await readIni(from);
  const validation = parseValidation(yaml.validation);
  if (typeof validation === 'string') throw invalid(from, `"problem.yaml": ${validation}`);
  const { root, cases } = await readData(from, yaml, validation);
  for (const key of staleKeys(yaml))
    from.warnings.push(`"problem.yaml": the key "${key}" has no effect in this format`);
  const { limits } = yaml;
  const { time_multiplier: multiplier, time_safety_margin: tleFactor } = limits;
  const rules = { multiplier, resolutionMs: RESOLUTION_MS, tleFactor };
  return {
    id: from.id,
    name: nameOf(yaml.name) ?? ini.get('name') ?? from.id,
    folder: from.folder,
    format: 'icpc-legacy',
    type: yaml.type,
    timeLimit: await readTimeLimit(from, rules, limits.time_limit),
    limits: limitsOf(limits),
    task: taskOf(validation, limits.validation_passes),
    sources: {
      include: await readIncludes(from, false),
      prepend: {},
      append: {},
      languages: undefined,
      constants: {},
    },
    cases,
    root,
    inputValidators: [
      ...(await programsIn(from, 'input_validators')),
      ...(await programsIn(from, 'input_format_validators')),
    ],
    submissions: await readSubmissions(from, promiseOf, 'programs'),
    warnings: from.warnings,
  };
}

async function readData(
  from: Package,
  yaml: LegacyProblemYaml,
  validation: Validation,
): Promise<GroupedCases> {
  const { objective, show_test_data_groups: _, ...defaults } = yaml.grading;
  if (objective === 'min')
    from.warnings.push('"problem.yaml": the objective "min" is only shown: what is accepted is what counts');
  const validators = await readValidators(from, validation);
  const [grader, ...others] = await programsIn(from, 'graders');
  if (others.length > 0) throw invalid(from, 'there are several programs in graders/: keep one');
  const data = await readLegacyData(from, {
    scoring: {
      type: yaml.type,
      byChecker: validation.custom && (validation.score || yaml.type === 'scoring'),
      grader,
    },
    checkers: checkerMaker(from, validators),
    validatorFlags: words(yaml.validator_flags),
    defaults,
  });
  warnOfUnusual(from, data);
  return data;
}

async function readValidators(from: Package, { custom, interactive, multiPass }: Validation) {
  const validators = [
    ...(await programsIn(from, 'output_validators')),
    ...(await programsIn(from, 'output_validator')),
  ];
  if (!custom && validators.length > 0)
    from.warnings.push('"output_validators" is passed over: validation is default');
  if (!custom) return [];
  if (validators.length === 0)
    throw invalid(from, 'validation is custom, but there is no program in output_validators/');
  if ((interactive || multiPass) && validators.length > 1)
    throw invalid(from, 'there are several output validators: an interactive or multi-pass problem has one');
  return validators;
}

/** A pass-fail problem whose flags ask for another fold than contests have. */
function warnOfUnusual(from: Package, { root }: GroupedCases): void {
  const unusual = unusualGroups(root).map((name) => `"data${name && `/${name}`}"`);
  if (unusual.length === 0) return;
  from.warnings.push(
    `testdata.yaml of ${unusual.slice(0, 3).join(', ')} is followed: the first case in order that fails need not decide`,
  );
}

function taskOf({ interactive, multiPass }: Validation, given: number | undefined): Task {
  const passes = multiPass ? (given ?? DEFAULT_PASSES) : 1;
  return interactive ? { kind: 'interactive', protocol: 'validator', passes } : { kind: 'batch', passes };
}
