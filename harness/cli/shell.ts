import { z } from 'zod';
import { CEILINGS } from '../../lib/limits.js';
import { Session } from '../../lib/session/session.js';
import { type CliCommand, type Io, parseArgs } from './command.js';
import { remarkOnRun, statusOfRun } from './run-status.js';
import { warnOn } from './session/warn.js';
import { say } from './terminal.js';

const SIZE = { cols: 80, rows: 24 }; // where there is no terminal to ask

const ShellArgs = z.object({
  session: z.string({ error: 'give it once' }).optional(),
  keep: z.boolean().default(false),
  json: z.boolean().default(false),
});

/** `bailiff shell`: a terminal in a session. It is the jail's own; ours is only written to and read from. */
export const shellCommand: CliCommand = {
  command: 'shell [session]',
  describe: 'Open a shell in a session, or in a new one',
  builder: (yargs) =>
    yargs
      .positional('session', {
        type: 'string',
        describe: 'The session; else a new one, which goes at the end',
      })
      .option('keep', { type: 'boolean', describe: 'Keep the new session' })
      .option('json', { type: 'boolean', describe: 'Print how it ended as JSON' })
      .epilogue('What was started in the shell ends with it; files stay. A shell ends after an hour.'),
  run: async (raw, io) => {
    const args = parseArgs(ShellArgs, raw);
    const session = await openOrAttach(args.session, io);
    try {
      if (args.keep) say(io.stderr, `bailiff: this is session ${session.id}`);
      const result = await runShell(session, io);
      if (args.json) say(io.stdout, JSON.stringify({ session: session.id, ...result }, undefined, 2));
      const remark = remarkOnRun(result);
      if (remark && !args.json) say(io.stderr, `bailiff: ${remark}`);
      return statusOfRun(result);
    } finally {
      await (args.session === undefined && !args.keep ? session.remove() : session.close());
    }
  },
};

function openOrAttach(id: string | undefined, io: Io): Promise<Session> {
  const onWarning = warnOn(io);
  return id === undefined ? Session.open({ onWarning }) : Session.attach(id, { onWarning });
}

async function runShell(session: Session, { stdin, stdout, signal }: Io) {
  const { wallMs } = CEILINGS;
  const shell = session.exec('PS1=$PROMPT exec "$0" -i', {
    pty: sizeOf(stdout),
    limits: { wallMs },
    env: { PROMPT: `${session.id}:\\w\\$ ` },
    signal,
    onStdout: (chunk) => stdout.write(chunk),
  });
  const onResize = () => shell.resize(sizeOf(stdout));
  const isTerminal = stdin?.isTTY === true;
  stdout.on('resize', onResize);
  if (isTerminal) stdin.setRawMode(true); // keys such as ^C are for the jail's terminal
  stdin?.pipe(shell.stdin!);
  if (!stdin) shell.stdin!.end();
  try {
    return await shell;
  } finally {
    stdin?.unpipe();
    stdin?.pause();
    if (isTerminal) stdin.setRawMode(false);
    stdout.off('resize', onResize);
  }
}

function sizeOf({ columns, rows }: NodeJS.WriteStream): typeof SIZE {
  return columns > 0 && rows > 0 ? { cols: columns, rows } : SIZE;
}
