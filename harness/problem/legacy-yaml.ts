import { z } from 'zod';

const positive = z.number().positive().max(1e9);
const text = z.union([z.string(), z.number()]).transform(String);
const described = z.unknown().optional();

/** `limits` of problem.yaml. Times in seconds, memory and output in MiB, code in KiB, as the format has them. */
const Limits = z.strictObject({
  time_multiplier: positive.min(1).default(5),
  time_safety_margin: positive.min(1).default(2),
  memory: positive.default(2_048),
  output: positive.default(8),
  code: positive.default(128),
  compilation_time: positive.default(60),
  compilation_memory: positive.default(2_048),
  validation_time: positive.default(60),
  validation_memory: positive.default(2_048),
  validation_output: positive.default(8),
  // Keys of other versions that packages in this one carry.
  time_limit: positive.optional(),
  time_resolution: described,
  time_multipliers: described,
  validation_passes: described,
});

/**
 * problem.yaml of the legacy ICPC problem package format, with the format's typical defaults. What only describes the
 * problem is let through as it is; what decides how it is judged is checked.
 */
export const LegacyProblemYaml = z.strictObject({
  problem_format_version: text.default('legacy'),
  name: z.union([text, z.record(z.string(), text)]).optional(),
  type: text.default('pass-fail'),
  validation: text.default('default'),
  validator_flags: text.default(''),
  limits: Limits.prefault({}),
  grading: described,
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
  const top = ['version', 'credits', 'languages', 'embargo_until', 'grading'].filter((key) => key in yaml);
  const limits = ['time_resolution', 'time_multipliers', 'validation_passes'].filter(
    (key) => key in yaml.limits,
  );
  return [...top, ...limits.map((key) => `limits.${key}`)];
}

/** testdata.yaml of a folder of test data. Its flags are inherited by the folders below. */
export const TestDataYaml = z.strictObject({
  on_reject: z.enum(['break', 'continue']).default('break'),
  grading: z.enum(['default', 'custom']).default('default'),
  grader_flags: text.default(''),
  input_validator_flags: described,
  output_validator_flags: text.optional(),
  accept_score: described,
  reject_score: described,
  range: described,
});

export type TestDataYaml = z.output<typeof TestDataYaml>;
