import { z } from 'zod';
import { positive, SHARED_LIMITS } from './limits.js';
import { args, described, names, text } from './values.js';

const Types = z.enum(['pass-fail', 'scoring', 'multi-pass', 'interactive', 'submit-answer']);

const Limits = z.strictObject({
  ...SHARED_LIMITS,
  time_limit: positive.optional(),
  time_resolution: positive.default(1),
  time_multipliers: z
    .strictObject({
      ac_to_time_limit: positive.min(1).default(2),
      time_limit_to_tle: positive.min(1).default(1.5),
    })
    .prefault({}),
});

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** problem.yaml of format 2025-09, and of 2023-07-draft, which was renamed to it. */
export const ModernProblemYaml = z.strictObject({
  problem_format_version: text,
  type: z
    .union([
      z.array(Types),
      z
        .string()
        .transform((value) => value.trim().split(/\s+/))
        .pipe(z.array(Types)),
    ])
    .default(['pass-fail']),
  name: names.optional(),
  uuid: described,
  limits: Limits.prefault({}),
  languages: z.union([z.literal('all'), z.array(z.string())]).optional(),
  constants: z.record(z.string(), z.union([scalar, z.record(z.string(), scalar)])).default({}),
  allow_file_writing: described,
  version: described,
  credits: described,
  source: described,
  license: described,
  rights_owner: described,
  embargo_until: described,
  keywords: described,
  // Of the legacy version, and in the examples of this one.
  author: described,
  source_url: described,
});

export type ModernProblemYaml = z.output<typeof ModernProblemYaml>;

/** Arguments of tools: a list for all, or one for each by name. */
const toolArgs = z.union([args, z.record(z.string(), args)]);

/** What cases and groups have in common. */
const SHARED = {
  args: args.optional(),
  input_validator_args: toolArgs.optional(),
  output_validator_args: args.optional(),
  input_visualizer_args: described,
  output_visualizer_args: described,
  full_feedback: described,
};

/** `<case>.yaml`. */
export const CaseYaml = z.strictObject({ ...SHARED, hint: text.optional(), description: text.optional() });
export type CaseYaml = z.output<typeof CaseYaml>;

/** `test_group.yaml`. */
export const TestGroupYaml = z.strictObject({
  ...SHARED,
  max_score: z.union([z.number().min(0), z.literal('unbounded')]).optional(),
  score_aggregation: z.enum(['pass-fail', 'sum', 'min']).optional(),
  static_validation_score: z.union([z.number(), z.literal('pass-fail')]).optional(),
  require_pass: z.union([z.string().transform((only) => [only]), z.array(z.string())]).default([]),
  static_validator_args: described,
  hint: described,
  description: described,
});

export type TestGroupYaml = z.output<typeof TestGroupYaml>;

/** `testdata.yaml` as packages of 2023-07-draft have it in the place of `test_group.yaml`. */
export const DraftGroupYaml = z.strictObject({
  ...SHARED,
  scoring: z
    .strictObject({
      score: z.union([z.number().min(0), z.literal('unbounded')]).optional(),
      aggregation: z.enum(['pass-fail', 'sum', 'min']).optional(),
      require_pass: z.union([z.string().transform((only) => [only]), z.array(z.string())]).default([]),
    })
    .prefault({}),
  input_validator_flags: args.optional(),
  output_validator_flags: args.optional(),
});
