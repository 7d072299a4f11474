import { EXEC_LIMITS } from '../../lib/session/options.js';
import { Session } from '../../lib/session/session.js';
import { formatBytes, parseBytes } from '../../lib/units.js';
import { type CliCommand, type Io, parseArgs } from './command.js';
import { addLimitOptions, limitsOf } from './limit-options.js';
import { copy } from './session/copy.js';
import { execInSession } from './session/exec.js';
import { sessionLines } from './session/list.js';
import { ACTIONS, idOf, SessionArgs } from './session/options.js';
import { warnOn } from './session/warn.js';
import { say } from './terminal.js';

/** `bailiff session`: workspaces that stay. */
export const sessionCommand: CliCommand = {
  command: 'session <action> [words..]',
  describe: `Workspaces that stay: ${ACTIONS.join(', ')}`,
  builder: (yargs) =>
    addLimitOptions(yargs, EXEC_LIMITS)
      .positional('action', { type: 'string', choices: ACTIONS })
      .positional('words', {
        type: 'string',
        array: true,
        describe: 'The session; of exec its command too, of cp two places',
      })
      .option('from', { type: 'string', requiresArg: true, describe: 'open: the snapshot to begin with' })
      .option('language', { type: 'string', requiresArg: true, describe: 'open: whose tools come first' })
      .option('libraries', {
        type: 'string',
        array: true,
        requiresArg: true,
        nargs: 1,
        describe: 'open: layers of libraries, such as python-data',
      })
      .option('size', { type: 'string', requiresArg: true, describe: 'open: what the workspace holds' })
      .option('env', {
        type: 'string',
        array: true,
        requiresArg: true,
        nargs: 1,
        describe: 'NAME=VALUE: open for good, exec for the command',
      })
      .option('cwd', { type: 'string', requiresArg: true, describe: 'exec: the folder to start in' })
      .option('stdin', {
        type: 'string',
        requiresArg: true,
        describe: "exec: file to be the command's stdin",
      })
      .option('count', { type: 'string', requiresArg: true, describe: 'fork: how many' })
      .option('json', { type: 'boolean', describe: 'Print JSON' })
      .epilogue(
        'Files stay until a session has not been used for 7 days. Processes do not: each ends with the command that started it.',
      ),
  run: async (raw, io) => {
    const args = parseArgs(SessionArgs, raw);
    switch (args.action) {
      case 'open':
        return open(args, io);
      case 'list':
        return list(args, io);
      case 'exec':
        return execInSession(args, io);
      case 'cp':
        return copy(args, io);
      case 'snapshot':
        return snapshot(args, io);
      case 'fork':
        return fork(args, io);
      case 'rm':
        return remove(args, io);
      default:
        return args.action satisfies never;
    }
  },
};

async function open(args: SessionArgs, io: Io): Promise<number> {
  const { words, from, language, libraries, env, size } = args;
  const workspaceBytes = size === undefined ? undefined : (parseBytes(size) ?? Number.NaN);
  const limits = { ...limitsOf(args), ...(workspaceBytes !== undefined && { workspaceBytes }) };
  await using session = await Session.open({
    id: words[0],
    onWarning: warnOn(io),
    ...{ from, language, libraries },
    ...(Object.keys(env).length > 0 && { env }),
    ...(Object.keys(limits).length > 0 && { limits }),
  });
  if (args.json)
    say(io.stdout, JSON.stringify({ id: session.id, enforcement: session.enforcement }, undefined, 2));
  else say(io.stdout, session.id);
  return 0;
}

async function list({ json }: SessionArgs, io: Io): Promise<number> {
  const sessions = await Session.list();
  if (json) say(io.stdout, JSON.stringify(sessions, undefined, 2));
  else if (sessions.length === 0) say(io.stdout, 'No sessions. Make one: bailiff session open');
  else for (const line of sessionLines(sessions)) say(io.stdout, line);
  return 0;
}

async function snapshot(args: SessionArgs, io: Io): Promise<number> {
  await using session = await Session.attach(idOf(args), { onWarning: warnOn(io) });
  const taken = await session.snapshot();
  if (args.json) say(io.stdout, JSON.stringify(taken, undefined, 2));
  else {
    say(io.stdout, taken.id);
    const { files, bytes, addedBytes } = taken;
    say(io.stderr, `${files} files, ${formatBytes(bytes)}, of which ${formatBytes(addedBytes)} are new`);
  }
  return 0;
}

async function fork(args: SessionArgs, io: Io): Promise<number> {
  await using session = await Session.attach(idOf(args), { onWarning: warnOn(io) });
  const forks = await session.fork(args.count);
  const ids = forks.map(({ id }) => id);
  await Promise.all(forks.map((each) => each.close()));
  if (args.json) say(io.stdout, JSON.stringify(ids, undefined, 2));
  else for (const id of ids) say(io.stdout, id);
  return 0;
}

async function remove(args: SessionArgs, io: Io): Promise<number> {
  idOf(args);
  for (const id of args.words) {
    await Session.remove(id);
    if (!args.json) say(io.stdout, `removed ${id}`);
  }
  if (args.json) say(io.stdout, JSON.stringify(args.words, undefined, 2));
  return 0;
}
