import type { Argv } from 'yargs';
import { z } from 'zod';
import { type Limits, type LimitsInput, RUN_LIMITS } from '../../lib/limits.js';
import { formatBytes, formatMs, parseBytes, parseMs } from '../../lib/units.js';

interface LimitOption {
  readonly limit: keyof LimitsInput;
  readonly kind: 'time' | 'size' | 'count';
  readonly describe: string;
}

const LIMIT_OPTIONS = {
  cpu: { limit: 'cpuMs', kind: 'time', describe: 'CPU time, such as 2s or 500ms' },
  wall: { limit: 'wallMs', kind: 'time', describe: 'Time by the clock' },
  memory: { limit: 'memoryBytes', kind: 'size', describe: 'Memory, such as 256MiB' },
  'stdout-limit': { limit: 'stdoutBytes', kind: 'size', describe: 'Bytes on stdout' },
  'stderr-limit': { limit: 'stderrBytes', kind: 'size', describe: 'Bytes on stderr' },
  'file-limit': { limit: 'fileBytes', kind: 'size', describe: 'Size of any one file' },
  box: { limit: 'boxBytes', kind: 'size', describe: 'Size of the working folder' },
  'box-inodes': { limit: 'boxInodes', kind: 'count', describe: 'Files in the working folder' },
  processes: { limit: 'processes', kind: 'count', describe: 'Processes and threads at a time' },
  'open-files': { limit: 'openFiles', kind: 'count', describe: 'Open files of a process' },
  stack: { limit: 'stackBytes', kind: 'size', describe: 'Stack of a process' },
} as const satisfies Record<string, LimitOption>;

/** Adds an option for every limit, with what holds without it. */
export function addLimitOptions(yargs: Argv, defaults: Limits = RUN_LIMITS): Argv {
  const add = (chain: Argv, [name, option]: [string, LimitOption]): Argv => {
    const describe = `${option.describe} [${textOf(option, defaults)}]`;
    return chain.option(name, { type: 'string', requiresArg: true, group: 'Limits:', describe });
  };
  return Object.entries(LIMIT_OPTIONS).reduce(add, yargs);
}

function textOf({ limit, kind }: LimitOption, defaults: Limits): string {
  const { [limit]: value, cpuMs, memoryBytes } = defaults;
  if (limit === 'wallMs' && value === 3 * cpuMs) return '3 × that';
  if (limit === 'stackBytes' && value === memoryBytes) return 'as memory';
  return { time: formatMs, size: formatBytes, count: String }[kind](value);
}

const PARSERS = {
  time: quantity(
    (text) => (/[a-z]/i.test(text) ? parseMs(text) : undefined),
    'a time with its unit, such as 2s or 500ms',
  ),
  size: quantity(parseBytes, 'a size, such as 256MiB'),
  count: quantity((text) => (/^\d+$/.test(text) ? Number(text) : undefined), 'a whole number'),
} as const;

/** The schema of the options of {@link addLimitOptions}. A bare number is no time: people mean seconds by it. */
export const limitShape = Object.fromEntries(
  Object.entries(LIMIT_OPTIONS).map(([name, { kind }]) => [name, PARSERS[kind].optional()]),
) as Record<keyof typeof LIMIT_OPTIONS, z.ZodOptional<(typeof PARSERS)['time']>>;

/** The limits that were given. */
export function limitsOf(args: Partial<Record<keyof typeof LIMIT_OPTIONS, number>>): LimitsInput {
  const given = Object.entries(LIMIT_OPTIONS).flatMap(([name, { limit }]) => {
    const value = args[name as keyof typeof LIMIT_OPTIONS];
    return value === undefined ? [] : [[limit, value] as const];
  });
  return Object.fromEntries(given);
}

function quantity(parse: (text: string) => number | undefined, wanted: string) {
  return z.string({ error: 'give it once' }).transform((text, context): number => {
    const value = parse(text);
    if (value !== undefined && value >= 1) return Math.round(value);
    context.addIssue({ code: 'custom', message: `${JSON.stringify(text)} is not ${wanted}` });
    return z.NEVER;
  });
}
