import { z } from 'zod';
import { BailiffError } from '../lib/index.js';

/** What can be measured. `all` is overhead, throughput and languages, with the stages of a run. */
export const COMMANDS = ['overhead', 'throughput', 'languages', 'grading', 'session', 'soak', 'all'] as const;
export type Command = (typeof COMMANDS)[number];

/** Options of `bench()`. */
export const BenchOptions = z.strictObject({
  /** @default 'overhead' */
  command: z.enum(COMMANDS).default('overhead'),
  /** Measuring time, spread over the parts; other work comes on top. @default by command, a minute or two */
  seconds: z.coerce.number().positive().max(7_200).optional(),
  /** Only parts with one of these in their names. @default all */
  filter: z.array(z.string().min(1)).min(1).optional(),
  /** Jails stay on one core, as with `createRunner({ pin: true })`. @default false; true for grading */
  pin: z.boolean().optional(),
  /** Small numbers in grading, and a quarter of the time elsewhere. @default false */
  quick: z.boolean().default(false),
  /** Take the times of a run's stages as well, in `overhead`. @default false */
  trace: z.boolean().default(false),
  /** Runs of a soak. @default 10,000 */
  runs: z.coerce.number().int().min(200).max(100_000_000).default(10_000),
  /** URL of a running go-judge, to be measured beside. */
  goJudge: z.url({ protocol: /^https?$/ }).optional(),
  /** Other runners by name: a command that runs the program which is named behind it. @default none */
  peers: z.record(z.string().min(1), z.array(z.string()).min(1)).default({}),
  /** A user as whom bailiff is to be measured too, beside ourselves: `bailiff setup --delegate`. As root alone. */
  as: z.string().min(1).optional(),
  /** As in `createRunner()`. */
  home: z.string().optional(),
  nsjail: z.string().optional(),
  signal: z.instanceof(AbortSignal).optional(),
  /** Told what is measured next, in a few words. */
  onProgress: z.custom<(doing: string) => void>((value) => typeof value === 'function').optional(),
});

export type BenchOptions = z.input<typeof BenchOptions>;
export type ParsedOptions = z.output<typeof BenchOptions>;

/** Enough for figures to be steady on a quiet machine; `quick` is a quarter. */
const SECONDS: Readonly<Record<Command, number>> = {
  overhead: 65,
  throughput: 90,
  languages: 150,
  grading: 0, // by its sizes
  session: 0, // by its sizes
  soak: 0, // by its runs
  all: 270,
};
const QUICK_SHARE = 0.25;

export function secondsOf({ seconds, command, quick }: ParsedOptions): number {
  return seconds ?? SECONDS[command] * (quick ? QUICK_SHARE : 1);
}

/** @throws BailiffError INVALID_OPTIONS that names the first wrong option. */
export function parseOptions<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = issue!.path[0] === undefined ? issue!.message : `option "${String(issue!.path[0])}"`;
  throw new BailiffError(
    'INVALID_OPTIONS',
    `Cannot read the benchmark's ${name}: ${issue!.message}; see bailiff bench --help`,
    { cause: parsed.error },
  );
}
