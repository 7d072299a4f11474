import { z } from 'zod';
import { BailiffError } from '../lib/index.js';

/** The parts of the overhead benchmark. */
export const PARTS = ['memory', 'latency', 'throughput', 'cpu'] as const;
export type Part = (typeof PARTS)[number];

const shared = {
  /** Keep each jail on one core, as in `createRunner()`. @default false */
  pin: z.boolean().optional(),
  /** As in `createRunner()`. */
  home: z.string().optional(),
  nsjail: z.string().optional(),
  signal: z.instanceof(AbortSignal).optional(),
  /** Told what is measured next, in a few words. */
  onProgress: z.custom<(doing: string) => void>((value) => typeof value === 'function').optional(),
};

/** Options of `benchOverhead()`. */
export const OverheadOptions = z.strictObject({
  ...shared,
  /** Measuring time in all, spread over the parts. Other work comes to 20 seconds. @default 65 */
  seconds: z.number().positive().max(3_600).default(65),
  /** Only these parts. @default all */
  only: z
    .array(z.enum(PARTS))
    .min(1)
    .default([...PARTS]),
});

/** Options of `benchSoak()`. */
export const SoakOptions = z.strictObject({
  ...shared,
  /** Runs in all. @default 10,000 */
  runs: z.number().int().min(200).max(100_000_000).default(10_000),
});

/** The parts of the grading benchmark. */
export const GRADING_PARTS = ['efficiency', 'overhead', 'interactive', 'checker', 'memory'] as const;
export type GradingPart = (typeof GRADING_PARTS)[number];

/** Options of `benchGrading()`. */
export const GradingOptions = z.strictObject({
  ...shared,
  /** Each program on a core of its own while it runs, as `bailiff grade` has it. @default true */
  pin: z.boolean().default(true),
  /** Small numbers: a look in half a minute, rather than five. @default false */
  quick: z.boolean().default(false),
  /** Only these parts. @default all */
  only: z
    .array(z.enum(GRADING_PARTS))
    .min(1)
    .default([...GRADING_PARTS]),
});

export type OverheadOptions = z.input<typeof OverheadOptions>;
export type SoakOptions = z.input<typeof SoakOptions>;
export type GradingOptions = z.input<typeof GradingOptions>;

/** @throws BailiffError INVALID_OPTIONS that names the first wrong option. */
export function parseOptions<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BailiffError(
    'INVALID_OPTIONS',
    `Cannot read the benchmark's option "${issue!.path.join('.')}": ${issue!.message}; see npm run bench -- --help`,
    { cause: parsed.error },
  );
}
