import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { BailiffError } from './errors.js';
import { parseBytes, parseMs } from './units.js';

const MiB = 2 ** 20;
const WALL_PER_CPU = 3; // a program that waits for its turn, but not one that sleeps

/** What a step is allowed. Times in milliseconds, sizes in bytes, all integers above zero. */
export interface Limits {
  /** CPU time of the whole process tree, user and system. */
  readonly cpuMs: number;
  /** Time by the clock, from the program's start. */
  readonly wallMs: number;
  /** Memory of the whole process tree, what it writes to /box, /tmp and /dev/shm included. */
  readonly memoryBytes: number;
  /** What stdout may carry; one byte more ends the program. */
  readonly stdoutBytes: number;
  readonly stderrBytes: number;
  /** Largest single file that the program may write. */
  readonly fileBytes: number;
  /** Size of the working folder /box, and of /tmp. */
  readonly boxBytes: number;
  /** Files and folders in /box, and in /tmp. */
  readonly boxInodes: number;
  /** Processes and threads at any one time. */
  readonly processes: number;
  readonly openFiles: number;
  readonly stackBytes: number;
}

/** Limits of `run()`. `stackBytes` follows `memoryBytes`, `wallMs` is three times `cpuMs`, unless given. */
export const RUN_LIMITS: Limits = {
  cpuMs: 10_000,
  wallMs: 30_000,
  memoryBytes: 512 * MiB,
  stdoutBytes: 16 * MiB,
  stderrBytes: MiB,
  fileBytes: 64 * MiB,
  boxBytes: 64 * MiB,
  boxInodes: 4_096,
  processes: 128,
  openFiles: 256,
  stackBytes: 512 * MiB,
};

/** Limits of a compile step. */
export const COMPILE_LIMITS: Limits = {
  cpuMs: 30_000,
  wallMs: 60_000,
  memoryBytes: 2_048 * MiB,
  stdoutBytes: MiB,
  stderrBytes: MiB,
  fileBytes: 256 * MiB,
  boxBytes: 1_024 * MiB,
  boxInodes: 65_536,
  processes: 256,
  openFiles: 1_024,
  stackBytes: 2_048 * MiB,
};

export const LIMIT_NAMES = Object.keys(RUN_LIMITS) as (keyof Limits)[];

/** What a runner allows at most, unless its `ceilings` say otherwise. */
export const CEILINGS: Limits = {
  cpuMs: 3_600_000,
  wallMs: 3_600_000,
  memoryBytes: 64 * 1_024 * MiB,
  stdoutBytes: 1_024 * MiB,
  stderrBytes: 1_024 * MiB,
  fileBytes: 16 * 1_024 * MiB,
  boxBytes: 16 * 1_024 * MiB,
  boxInodes: 1_048_576,
  processes: 4_096 * availableParallelism(),
  openFiles: 65_536,
  stackBytes: 64 * 1_024 * MiB,
};

/** The least that can be enforced: below it every program would fail at its start. */
const FLOORS: Partial<Limits> = {
  memoryBytes: MiB,
  boxBytes: 4_096,
  boxInodes: 8,
  openFiles: 4,
  stackBytes: 64 * 1_024,
};

const count = z.number().int().positive();
const milliseconds = count.or(
  z.string().transform(quantity(parseMs, 'a time such as 1500, "1500ms" or "1.5s"')),
);
const bytes = count.or(z.string().transform(quantity(parseBytes, 'a size such as 268435456 or "256MiB"')));

/** Limits as a caller gives them: all optional; texts with units ("2s", "256MiB") are read. */
export const LimitsInput = z.strictObject({
  cpuMs: milliseconds.optional(),
  wallMs: milliseconds.optional(),
  memoryBytes: bytes.optional(),
  stdoutBytes: bytes.optional(),
  stderrBytes: bytes.optional(),
  fileBytes: bytes.optional(),
  boxBytes: bytes.optional(),
  boxInodes: count.optional(),
  processes: count.optional(),
  openFiles: count.optional(),
  stackBytes: bytes.optional(),
});

export type LimitsInput = z.input<typeof LimitsInput>;

/**
 * The limits of a step: what the caller asked for, else the defaults as far as the ceilings allow.
 *
 * @throws BailiffError INVALID_LIMITS when one that was asked for is above its ceiling, or too small to start any program.
 */
export function resolveLimits(
  asked: z.output<typeof LimitsInput>,
  defaults: Limits,
  ceilings: Limits,
): Limits {
  const limits: { -readonly [name in keyof Limits]: number } = { ...defaults };
  if (asked.cpuMs !== undefined) limits.wallMs = WALL_PER_CPU * asked.cpuMs;
  limits.stackBytes = asked.memoryBytes ?? defaults.memoryBytes;
  for (const name of LIMIT_NAMES) {
    const value = asked[name];
    if (value === undefined) limits[name] = Math.min(limits[name], ceilings[name]);
    else limits[name] = checkBounds(name, value, ceilings[name]);
  }
  return limits;
}

function checkBounds(name: keyof Limits, value: number, ceiling: number): number {
  const floor = FLOORS[name] ?? 1;
  if (value >= floor && value <= ceiling) return value;
  throw new BailiffError(
    'INVALID_LIMITS',
    `Cannot limit ${name} to ${value}: must be between ${floor} and ${ceiling} (the runner's ceilings set the upper bound)`,
  );
}

function quantity(parse: (text: string) => number | undefined, expected: string) {
  return (text: string, context: z.RefinementCtx): number => {
    const value = parse(text);
    if (value !== undefined && Number.isFinite(value) && value >= 1) return Math.round(value);
    context.addIssue({ code: 'custom', message: `must be ${expected}, not ${JSON.stringify(text)}` });
    return z.NEVER;
  };
}
