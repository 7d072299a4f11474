import { appendFile, writeFile } from 'node:fs/promises';
import yargs from 'yargs';
import { BailiffError, messageOf } from '../lib/index.js';
import { PARTS } from './options.js';
import { benchOverhead, type OverheadReport } from './overhead.js';
import { benchSoak, type SoakReport } from './soak.js';
import { overheadText, soakText } from './table.js';

const INTERRUPTED = 130;
const HOST_FAULT = 3;

/** What the command line may speak to. */
export interface BenchIo {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  /** Aborts when the user interrupts. */
  readonly signal: AbortSignal;
}

/**
 * Reads the command line, measures and prints.
 *
 * @returns the exit status: 0, 1 when a soak is not flat, 2 for the caller's faults, 3 for the host's, 130 when
 * interrupted.
 */
export async function main(argv: readonly string[], io: BenchIo): Promise<number> {
  try {
    const args = await readArguments(argv, io);
    return args ? await measure(args, io) : 0;
  } catch (error) {
    if (io.signal.aborted) return INTERRUPTED;
    const known = error instanceof BailiffError;
    io.stderr.write(`bench: ${known ? error.message : ((error as Error)?.stack ?? messageOf(error))}\n`);
    return known ? error.exitStatus : HOST_FAULT;
  }
}

type Arguments = NonNullable<Awaited<ReturnType<typeof readArguments>>>;

/** Undefined when only help was asked for. */
async function readArguments(argv: readonly string[], { stdout }: BenchIo) {
  let printed = '';
  const args = await parser().parseAsync([...argv], {}, (error, _args, output) => {
    if (error) throw error;
    printed = output;
  });
  if (printed !== '') stdout.write(`${printed}\n`);
  return printed === '' ? args : undefined;
}

function parser() {
  return yargs()
    .scriptName('npm run bench --')
    .usage('$0 [options]\n\nWhat a jailed run costs beside a plain spawn and a cold nsjail.')
    .locale('en')
    .version(false)
    .strict()
    .demandCommand(0, 0)
    .exitProcess(false)
    .showHelpOnFail(false)
    .options({
      seconds: { type: 'number', describe: 'measuring time in all (65)', requiresArg: true },
      only: { choices: PARTS, array: true, describe: 'only these parts', requiresArg: true },
      pin: { type: 'boolean', describe: 'keep each jail on one core' },
      soak: { type: 'number', describe: 'instead: memory of Node over this many runs (10000)' },
      json: { type: 'string', describe: 'print JSON, or write it to this file' },
    })
    .conflicts('soak', ['seconds', 'only'])
    .fail((message, error) => {
      throw (
        error ??
        new BailiffError('INVALID_OPTIONS', `${message.replaceAll(/\s+/g, ' ')}; see npm run bench -- --help`)
      );
    });
}

async function measure({ seconds, only, pin, soak, json }: Arguments, io: BenchIo): Promise<number> {
  if (json) await checkWritable(json);
  const common = { pin, signal: io.signal, onProgress: (doing: string) => io.stderr.write(`· ${doing}\n`) };
  const report =
    soak === undefined
      ? await benchOverhead({ ...common, seconds, only })
      : await benchSoak({ ...common, runs: Number.isNaN(soak) ? undefined : soak });
  await print(report, json, io);
  return report.kind === 'soak' && !report.trend.flat ? 1 : 0;
}

/** Known before the first measurement, not a minute later. */
async function checkWritable(file: string): Promise<void> {
  try {
    await appendFile(file, '');
  } catch (error) {
    throw new BailiffError(
      'INVALID_OPTIONS',
      `Cannot write --json "${file}": ${messageOf(error)}; name a file in a folder that exists and is yours`,
      { cause: error },
    );
  }
}

/** JSON to stdout takes the table's place; JSON to a file leaves it. */
async function print(
  report: OverheadReport | SoakReport,
  json: string | undefined,
  { stdout }: BenchIo,
): Promise<void> {
  const data = `${JSON.stringify(report, undefined, 2)}\n`;
  if (json) await writeFile(json, data);
  const table = () => (report.kind === 'soak' ? soakText(report) : overheadText(report));
  stdout.write(json === '' ? data : table());
}
