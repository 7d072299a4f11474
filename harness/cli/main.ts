import yargs, { type Argv } from 'yargs';
import { BailiffError, messageOf } from '../../lib/errors.js';
import { packageVersion } from '../../lib/package-root.js';
import type { CliCommand, Io } from './command.js';
import { oneLine, say } from './terminal.js';

const INTERRUPTED = 130; // 128 + SIGINT, as a shell says it
const HOST_FAULT = 3;

interface Chosen {
  readonly command: CliCommand;
  readonly args: Record<string, unknown>;
}

/**
 * Reads a command line and does what it says.
 *
 * @returns the exit status: the command's own; 130 when interrupted; else by the table of error codes, or what the
 * command has for its faults. Nothing is thrown.
 */
export async function main(
  argv: readonly string[],
  commands: readonly CliCommand[],
  io: Io,
): Promise<number> {
  const named = commands.find((command) => nameOf(command) === argv[0]);
  try {
    const chosen = await choose(argv, commands, named, io);
    return chosen ? await chosen.command.run(chosen.args, io) : 0;
  } catch (error) {
    if (io.signal.aborted) return INTERRUPTED;
    return complain(error, named, io);
  }
}

function complain(error: unknown, command: CliCommand | undefined, io: Io): number {
  if (error instanceof BailiffError) {
    say(io.stderr, `bailiff: ${oneLine(error.message)}`);
    return command?.faultStatus ?? error.exitStatus;
  }
  const trace = error instanceof Error ? error.stack : messageOf(error);
  say(io.stderr, `bailiff: this is a fault in bailiff itself, please report it\n${trace}`);
  return command?.faultStatus ?? HOST_FAULT;
}

/** Undefined when there is nothing more to do: help or the version was asked for, and printed. */
async function choose(
  argv: readonly string[],
  commands: readonly CliCommand[],
  named: CliCommand | undefined,
  io: Io,
): Promise<Chosen | undefined> {
  let chosen: Chosen | undefined;
  const parser = commands.reduce<Argv>(
    (chain, command) =>
      chain.command({
        command: command.command,
        describe: command.describe,
        builder: (y: Argv) => command.builder(y),
        handler: (args) => {
          chosen = { command, args };
        },
      }),
    frame(named),
  );
  let printed = '';
  await parser.parseAsync([...argv], {}, (error, _args, output) => {
    if (error) throw error;
    printed = output;
  });
  if (printed !== '') say(io.stdout, printed);
  return printed === '' ? chosen : undefined;
}

function frame(named: CliCommand | undefined): Argv {
  const help = `see bailiff${named ? ` ${nameOf(named)}` : ''} --help`;
  return yargs()
    .scriptName('bailiff')
    .locale('en') // our own messages are English too
    .version(packageVersion())
    .parserConfiguration({
      'populate--': true,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'greedy-arrays': false,
    })
    .strictCommands()
    .strict()
    .demandCommand(1, 1, 'no command given')
    .exitProcess(false)
    .showHelpOnFail(false)
    .fail((message, error) => {
      throw error ?? new BailiffError('INVALID_OPTIONS', `${reworded(message)}; ${help}`);
    });
}

/** yargs counts what is missing; what is to be given says its help. */
function reworded(message: string): string {
  return message.startsWith('Not enough non-option arguments')
    ? 'Cannot work on nothing: arguments are missing'
    : message;
}

function nameOf({ command }: CliCommand): string | undefined {
  const [first = ''] = typeof command === 'string' ? [command] : command;
  return first.split(' ')[0];
}
