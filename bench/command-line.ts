import yargs from 'yargs';
import { BailiffError, messageOf } from '../lib/index.js';
import { type BenchIo, COMMANDS, type Measure } from './commands.js';
import { checkWritable, print } from './print.js';

export type { BenchIo } from './commands.js';

const INTERRUPTED = 130;
const HOST_FAULT = 3;

/**
 * Reads the command line, measures and prints.
 *
 * @returns the exit status: 0, 1 when a soak is not flat or a target of grading is missed, 2 for the caller's faults,
 * 3 for the host's, 130 when interrupted.
 */
export async function main(argv: readonly string[], io: BenchIo): Promise<number> {
  try {
    const chosen = await readArguments(argv, io);
    return chosen ? await measure(chosen, io) : 0;
  } catch (error) {
    if (io.signal.aborted) return INTERRUPTED;
    const known = error instanceof BailiffError;
    io.stderr.write(`bench: ${known ? error.message : ((error as Error)?.stack ?? messageOf(error))}\n`);
    return known ? error.exitStatus : HOST_FAULT;
  }
}

interface Chosen {
  readonly measure: Measure;
  /** Empty: JSON in the place of the table. */
  readonly json: string | undefined;
}

/** Undefined when only help was asked for. */
async function readArguments(argv: readonly string[], { stdout }: BenchIo): Promise<Chosen | undefined> {
  let printed = '';
  let chosen: Chosen | undefined;
  const parser = COMMANDS.reduce((cli, add) => add(cli, (taken) => (chosen = taken)), base());
  await parser.parseAsync([...argv], {}, (error, _args, output) => {
    if (error) throw error;
    printed = output;
  });
  if (printed !== '') stdout.write(`${printed}\n`);
  return printed === '' ? chosen : undefined;
}

function base() {
  return yargs()
    .scriptName('npm run bench --')
    .locale('en')
    .version(false)
    .strict()
    .exitProcess(false)
    .showHelpOnFail(false)
    .option('json', { type: 'string', describe: 'print JSON, or write it to this file' })
    .fail((message, error) => {
      throw (
        error ??
        new BailiffError('INVALID_OPTIONS', `${message.replaceAll(/\s+/g, ' ')}; see npm run bench -- --help`)
      );
    });
}

async function measure({ measure, json }: Chosen, io: BenchIo): Promise<number> {
  if (json) await checkWritable(json);
  const onProgress = (doing: string) => io.stderr.write(`· ${doing}\n`);
  const outcome = await measure({ signal: io.signal, onProgress });
  await print(outcome, json, io.stdout);
  return outcome.ok ? 0 : 1;
}
