import { z } from 'zod';
import { positive, SHARED_LIMITS } from './limits.js';
import { described, names, text } from './values.js';

/** `limits` of problem.yaml. Times in seconds, memory and output in MiB, code in KiB, as the format has them. */
const Limits = z.strictObject({
  ...SHARED_LIMITS,
  time_multiplier: positive.min(1).default(5),
  time_safety_margin: positive.min(1).default(2),
  // Keys of other versions that packages in this one carry.
  time_limit: positive.optional(),
  time_resolution: described,
  time_multipliers: described,
});

const finite = z.union([
  z.number(),
  z
    .string()
    .trim()
    .regex(/^[+-]?(\d+\.?\d*|\.\d+)$/)
    .transform(Number),
]);

/** `range`: the lowest and the highest score. */
const Range = z
  .string()
  .transform((value) => value.trim().split(/\s+/).map(boundOf))
  .refine(
    (bounds) => bounds.length === 2 && bounds[0]! <= bounds[1]!,
    'must be two numbers, the lower one first',
  )
  .transform(([low, high]): readonly [number, number] => [low!, high!]);

function boundOf(value: string): number {
  const [, sign, infinite] = /^([+-]?)(inf(?:inity)?)$/i.exec(value) ?? [];
  if (infinite !== undefined) return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(value) ? Number(value) : Number.NaN;
}

/** What groups score: in testdata.yaml, and in old packages in `grading` of problem.yaml. */
const scoring = {
  on_reject: z.enum(['break', 'continue']).optional(),
  accept_score: finite.optional(),
  reject_score: finite.optional(),
  range: Range.optional(),
};

/**
 * problem.yaml of the legacy ICPC problem package format, with the format's typical defaults. What only describes the
 * problem is let through as it is; what decides how it is judged is checked.
 */
export const LegacyProblemYaml = z.strictObject({
  problem_format_version: text.default('legacy'),
  name: names.optional(),
  type: z.enum(['pass-fail', 'scoring']).default('pass-fail'),
  validation: text.default('default'),
  validator_flags: text.default(''),
  limits: Limits.prefault({}),
  grading: z
    .strictObject({
      ...scoring,
      objective: z.enum(['max', 'min']).default('max'),
      show_test_data_groups: described,
    })
    .prefault({}),
  uuid: described,
  author: described,
  source: described,
  source_url: described,
  license: described,
  rights_owner: described,
  keywords: described,
  // Of later versions, seen in legacy packages.
  version: described,
  credits: described,
  languages: described,
  embargo_until: described,
});

export type LegacyProblemYaml = z.output<typeof LegacyProblemYaml>;

/** Keys that are read without effect, which the caller should know. */
export function staleKeys(yaml: LegacyProblemYaml): readonly string[] {
  const top = ['version', 'credits', 'languages', 'embargo_until'].filter((key) => key in yaml);
  const limits = ['time_resolution', 'time_multipliers'].filter((key) => key in yaml.limits);
  return [...top, ...limits.map((key) => `limits.${key}`)];
}

/** How outputs are validated: `default`, or `custom` and what else the validator does. */
export interface Validation {
  readonly custom: boolean;
  readonly score: boolean;
  readonly interactive: boolean;
  readonly multiPass: boolean;
}

/** Reads `validation`; a sentence when it is wrong. */
export function parseValidation(value: string): Validation | string {
  const [kind = 'default', ...features] = value.split(/\s+/).filter((word) => word !== '');
  const other = features.find((feature) => !['score', 'interactive', 'multi-pass'].includes(feature));
  if (kind !== 'default' && kind !== 'custom')
    return `validation "${value}" is not known: it is default or custom`;
  if (other !== undefined) return `validation "${value}" has the word "${other}", which is not known`;
  if (kind === 'default' && features.length > 0)
    return `validation "${value}": the default validator does no such thing`;
  const has = (feature: string): boolean => features.includes(feature);
  return {
    custom: kind === 'custom',
    score: has('score'),
    interactive: has('interactive'),
    multiPass: has('multi-pass'),
  };
}

/** testdata.yaml of a folder of test data. Its keys are inherited by the folders below. */
export const TestDataYaml = z.strictObject({
  ...scoring,
  grading: z.enum(['default', 'custom']).optional(),
  grader_flags: text.optional(),
  input_validator_flags: text.optional(),
  output_validator_flags: text.optional(),
});

export type TestDataYaml = z.output<typeof TestDataYaml>;
