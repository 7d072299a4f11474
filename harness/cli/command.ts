import type { Argv } from 'yargs';
import type { z } from 'zod';
import { BailiffError } from '../../lib/errors.js';

/** What a command may speak to. */
export interface Io {
  /** Absent: an empty one. */
  readonly stdin?: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** Aborts when the user interrupts: stop at once, clean up, print what was done. */
  readonly signal: AbortSignal;
}

/** One command of `bailiff`. */
export interface CliCommand {
  /** As yargs has it: `run <file> [args..]`; several are aliases. */
  readonly command: string | readonly string[];
  readonly describe: string;
  builder(yargs: Argv): Argv;
  /** Resolves to the exit status. What it throws becomes one line on stderr. */
  run(args: Record<string, unknown>, io: Io): Promise<number>;
  /** Exit status when bailiff itself cannot do its work. @default that of the error's code: 2 or 3 */
  readonly faultStatus?: number;
}

/**
 * Checks the arguments that yargs has read.
 *
 * @throws BailiffError INVALID_OPTIONS naming the option as it is written on the command line.
 */
export function parseArgs<T extends z.ZodType>(schema: T, args: Record<string, unknown>): z.output<T> {
  const parsed = schema.safeParse(args);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const name = String(issue.path[0] ?? '');
  const [command] = Array.isArray(args._) ? args._ : [];
  const help = ['bailiff', command, '--help'].filter((word) => word !== undefined).join(' ');
  throw new BailiffError('INVALID_OPTIONS', `Cannot read --${name}: ${issue.message}; see ${help}`);
}
