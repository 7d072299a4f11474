import { z } from 'zod';

const positive = z.number().positive().max(1e9);
const points = z.number().nonnegative().max(1e9);
const path = z.string().min(1);

/** A program by its path, and how it is called. */
const Program = z.union([z.strictObject({ validator: path }), z.strictObject({ testlib: path })]);

/**
 * problem.yaml of a plain folder. Everything may be left out.
 *
 * ```yaml
 * name: Sums
 * time_limit: 2          # seconds of CPU time
 * memory: 256            # MiB
 * output: 64             # MiB
 * checker: lines         # a checker of bailiff's own, by name or as { name: numbers, tolerance: 1e-6 },
 *                        # or { validator: check.py } or { testlib: check.cpp } or { spj: judge.c }
 * interactor: { validator: talk.py }
 * scoring: { per_case: 10 }          # or { per_folder: { easy: 30, hard: 70 } }
 * time_factors: { python: 3 }
 * languages: [c, cpp, python]
 * ```
 */
export const PlainYaml = z.strictObject({
  name: z.union([z.string(), z.number()]).transform(String).optional(),
  time_limit: positive.optional(),
  memory: positive.optional(),
  output: positive.optional(),
  checker: z.union([z.string(), z.looseObject({})]).optional(),
  interactor: Program.optional(),
  scoring: z
    .union([
      z.strictObject({ per_case: points }),
      z.strictObject({ per_folder: z.record(z.string(), points) }),
    ])
    .optional(),
  time_factors: z.record(z.string(), positive.min(0.01)).default({}),
  languages: z.array(z.string()).optional(),
});

export type PlainYaml = z.output<typeof PlainYaml>;
