import { resolve } from 'node:path';
import { BailiffError } from '../../../lib/errors.js';
import { Session } from '../../../lib/session/session.js';
import type { Io } from '../command.js';
import { limitsOf } from '../limit-options.js';
import { remarkOnRun, statusOfRun } from '../run-status.js';
import { say } from '../terminal.js';
import { idOf, type SessionArgs } from './options.js';
import { warnOn } from './warn.js';

/** A command in a session, as transparent as if the shell had started it. One word is a line for the jail's shell. */
export async function execInSession(args: SessionArgs, io: Io): Promise<number> {
  const id = idOf(args);
  const words = [...args.words.slice(1), ...args['--']];
  if (words.length === 0)
    throw new BailiffError('INVALID_OPTIONS', `Cannot run nothing in "${id}": add a command after --`);
  await using session = await Session.attach(id, { onWarning: warnOn(io) });
  const result = await session.exec(words.length === 1 ? words[0]! : words, {
    cwd: args.cwd,
    env: args.env,
    limits: limitsOf(args),
    stdin: stdinOf(args, io),
    signal: io.signal,
    ...(args.json
      ? {}
      : { onStdout: (chunk) => io.stdout.write(chunk), onStderr: (chunk) => io.stderr.write(chunk) }),
  });
  if (args.json) say(io.stdout, JSON.stringify(result, undefined, 2));
  const remark = args.json ? undefined : remarkOnRun(result);
  if (remark) say(io.stderr, `bailiff: ${remark}`);
  return statusOfRun(result);
}

function stdinOf({ stdin }: SessionArgs, io: Io) {
  if (stdin !== undefined) return { file: resolve(stdin) };
  return io.stdin === undefined || io.stdin.isTTY ? '' : io.stdin;
}
