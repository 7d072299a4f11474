import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Argv } from 'yargs';
import { z } from 'zod';
import { BailiffError } from '../../lib/errors.js';
import type { Stdin } from '../../lib/options.js';
import type { RunResult } from '../../lib/result.js';
import { createRunner } from '../../lib/runner.js';
import { recipeForFile } from '../../toolchains/index.js';
import { type CliCommand, type Io, parseArgs } from './command.js';
import { addLimitOptions, limitShape, limitsOf } from './limit-options.js';
import { remarkOnRun, statusOfRun } from './run-status.js';
import { say } from './terminal.js';

const once = z.string({ error: 'give it once' });

const RunArgs = z.object({
  file: once,
  args: z.array(z.string()).default([]),
  '--': z.array(z.string()).default([]),
  language: once.optional(),
  stdin: once.optional(),
  env: z
    .array(z.string().regex(/^[^=]+=/, 'must be NAME=VALUE'))
    .default([])
    .transform((pairs) => Object.fromEntries(pairs.map(splitPair))),
  libraries: z
    .array(z.string())
    .optional()
    .transform((words) => words?.flatMap((word) => word.split(','))),
  check: z.boolean().default(false),
  loopback: z.boolean().default(false),
  toolchainRoot: once.optional(),
  json: z.boolean().default(false),
  ...limitShape,
});

type RunArgs = z.output<typeof RunArgs>;

/** `bailiff run`: one program in a fresh jail, as transparent as if the shell had started it. */
export const runCommand: CliCommand = {
  command: 'run <file> [args..]',
  describe: 'Run a program in a fresh jail',
  faultStatus: 125,
  builder: (yargs) =>
    addSurroundings(addLimitOptions(yargs))
      .positional('file', { type: 'string', describe: 'The source file' })
      .positional('args', {
        type: 'string',
        array: true,
        describe: 'Its arguments; after -- those with a dash',
      })
      .option('language', {
        type: 'string',
        requiresArg: true,
        describe: 'Language, when the extension does not tell',
      })
      .option('stdin', {
        type: 'string',
        requiresArg: true,
        describe: "File to be its stdin, instead of bailiff's own",
      })
      .option('env', {
        type: 'string',
        array: true,
        requiresArg: true,
        nargs: 1,
        describe: 'NAME=VALUE for its environment',
      })
      .option('json', { type: 'boolean', describe: 'Print the whole result as JSON instead' })
      .epilogue(
        'Exit status: that of the program; 124 time, 137 memory, 153 output, 128+n signal n, 1 does not compile, 125 bailiff itself failed.',
      ),
  run: async (raw, io) => {
    const args = parseArgs(RunArgs, raw);
    const result = await runFile(args, io);
    if (args.json) say(io.stdout, JSON.stringify(result, undefined, 2));
    else report(result, io);
    return statusOfRun(result);
  },
};

/** What it finds besides its own file. */
function addSurroundings(yargs: Argv): Argv {
  return yargs
    .option('check', { type: 'boolean', describe: 'Check its types first: TypeScript' })
    .option('libraries', {
      type: 'string',
      array: true,
      requiresArg: true,
      nargs: 1,
      describe: 'Layers of libraries that it finds, such as python-data',
    })
    .option('loopback', { type: 'boolean', describe: 'Give it a network of its own to talk to itself' })
    .option('toolchain-root', {
      type: 'string',
      requiresArg: true,
      describe: 'A folder with another system, whose toolchains count',
    });
}

async function runFile(args: RunArgs, io: Io): Promise<RunResult> {
  const path = basename(args.file);
  const content = await readSource(args.file);
  const language = args.language ?? languageOf(args.file);
  await using runner = createRunner({ concurrency: 1, parked: 1, toolchainRoot: args.toolchainRoot });
  return await runner.run({
    language,
    files: [{ path, content }],
    main: path,
    args: [...args.args, ...args['--']],
    stdin: stdinOf(args, io),
    env: args.env,
    libraries: args.libraries,
    check: args.check,
    limits: limitsOf(args),
    loopback: args.loopback,
    signal: io.signal,
    ...(args.json
      ? {}
      : { onStdout: (chunk) => io.stdout.write(chunk), onStderr: (chunk) => io.stderr.write(chunk) }),
  });
}

function languageOf(file: string): string {
  const recipe = recipeForFile(basename(file));
  if (recipe) return recipe.name;
  throw new BailiffError(
    'UNKNOWN_LANGUAGE',
    `Cannot tell the language of "${file}" by its extension: name it with --language`,
  );
}

async function readSource(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    const reason =
      (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : messageOfErrno(cause);
    throw new BailiffError('INVALID_OPTIONS', `Cannot read "${file}": ${reason}`, { cause });
  }
}

/** A terminal is not passed on: nobody types into a program whose output comes in frames. */
function stdinOf(args: RunArgs, io: Io): Stdin {
  if (args.stdin !== undefined) return { file: resolve(args.stdin) };
  return io.stdin === undefined || io.stdin.isTTY ? '' : io.stdin;
}

function report(result: RunResult, io: Io): void {
  if (result.status === 'compile-failed') io.stderr.write(result.compile.stderr || result.compile.stdout);
  const remark = remarkOnRun(result);
  if (remark) say(io.stderr, `bailiff: ${remark}`);
}

function splitPair(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
}

function messageOfErrno(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
