import { benchCommand } from './bench.js';
import type { CliCommand } from './command.js';
import { convertCommand } from './convert.js';
import { doctorCommand } from './doctor.js';
import { gradeCommand } from './grade.js';
import { languagesCommand } from './languages.js';
import { layerCommand } from './layer.js';
import { lintCommand } from './lint.js';
import { main } from './main.js';
import { runCommand } from './run.js';
import { schemaCommand } from './schema.js';
import { sessionCommand } from './session.js';
import { setupCommand } from './setup.js';
import { shellCommand } from './shell.js';
import { verifyCommand } from './verify.js';

const COMMANDS: readonly CliCommand[] = [
  runCommand,
  sessionCommand,
  shellCommand,
  languagesCommand,
  gradeCommand,
  verifyCommand,
  lintCommand,
  convertCommand,
  schemaCommand,
  setupCommand,
  layerCommand,
  doctorCommand,
  benchCommand,
];
const INTERRUPTED = 130;
const BROKEN_PIPE = 141; // 128 + SIGPIPE, what a shell shows of a program whose reader has gone

/** Runs the process's command line to its end. `leaveNow` is for the second interrupt: it waits for no clean-up. */
export async function start(leaveNow: (status: number) => never): Promise<number> {
  const abort = new AbortController();
  let brokenPipe = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => (abort.signal.aborted ? leaveNow(INTERRUPTED) : abort.abort()));
  }
  const { stdin, stdout, stderr } = process;
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      brokenPipe = true;
      abort.abort();
    });
  }
  const status = await main(process.argv.slice(2), COMMANDS, { stdin, stdout, stderr, signal: abort.signal });
  await Promise.all([flush(stdout), flush(stderr)]);
  return brokenPipe ? BROKEN_PIPE : status;
}

/** Waits until all that was written is handed over, for leaving drops the rest. */
function flush(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}
