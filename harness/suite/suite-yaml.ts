import { z } from 'zod';

const positive = z.number().positive().max(1e9);
const path = z
  .string()
  .regex(/^[\w.-]+(\/[\w.-]+)*$/, 'must be a relative path of letters, digits, "_", "-" and "."');

/** What a test is worth, and who may see of it. */
const Test = z.union([
  positive,
  z.strictObject({
    points: positive.optional(),
    /** What it did may be shown to the one who handed in. */
    visible: z.boolean().default(false),
    description: z.string().default(''),
    hint: z.string().default(''),
  }),
]);

/** suite.yaml: a suite of unit tests as a problem. Times in seconds, memory in MiB, code in KiB. */
export const SuiteYaml = z.strictObject({
  name: z.string().optional(),
  framework: z.enum(['pytest', 'unittest', 'junit', 'node-test', 'vitest', 'jest', 'go-test']),
  level: z.enum(['process', 'same-process']).optional(),
  /** The language's own version, e.g. `python@3.11`, where more than one is installed. */
  language: z
    .string()
    .regex(/^[a-z]+@[\d.]+$/, 'must be like python@3.11')
    .optional(),
  /** The submission's file, e.g. `solution.py`: what a submission of one file is named, and what tests import. */
  entry: path,
  /** Layers of libraries that tests and submission find. @default that of the framework's name for vitest and jest */
  libraries: z.array(z.string()).max(16).optional(),
  /** The files that hold tests, where the ids do not say it; `node-test`, `vitest` and `jest` run them one by one. */
  files: z.array(path).default([]),
  /** By the framework's own id, in the order in which they are shown. Either a list of ids, or what each is worth. */
  tests: z.union([z.array(z.string()).min(1), z.record(z.string(), Test)]),
  /** Of the whole suite, CPU time. */
  time_limit: positive.default(30),
  memory: positive.default(512),
  code: positive.default(1_024),
});

export type SuiteYaml = z.output<typeof SuiteYaml>;

/** The tests by id, with all that is said of each. */
export function testsOf({ tests }: SuiteYaml) {
  const given: readonly (readonly [string, z.output<typeof Test>])[] = Array.isArray(tests)
    ? tests.map((id) => [id, { visible: false, description: '', hint: '' }] as const)
    : Object.entries(tests);
  return given.map(([id, test]) =>
    typeof test === 'number'
      ? { id, points: test, visible: false, description: '', hint: '' }
      : { id, points: test.points, visible: test.visible, description: test.description, hint: test.hint },
  );
}
