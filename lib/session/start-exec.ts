import { BailiffError } from '../errors.js';
import { shellOf } from './environment.js';
import { type ParsedExec, pipeOf, runExec } from './exec.js';
import { type Exec, execHandle } from './exec-handle.js';
import type { SessionParts } from './rooms.js';

/** Starts a command of a session: an argv as it is, a text by the jail's shell. @throws BailiffError INVALID_OPTIONS */
export function startExec(
  { keeper, runner }: SessionParts,
  command: string | readonly string[],
  options: ParsedExec,
): Exec & Exec<Buffer> {
  const argv = typeof command === 'string' ? undefined : [...command];
  if (argv && !argv[0]) throw new BailiffError('INVALID_OPTIONS', 'Cannot run nothing: give a command');
  const stdin = pipeOf(options);
  const handle = execHandle(
    options.encoding ?? 'utf8',
    stdin,
    (events) =>
      keeper.use(async (active, { env, place, system }) => {
        const words = argv ?? [shellOf(system), '-c', command as string];
        const context = { active, env, place, ceilings: runner.ceilings };
        return runExec(context, words, options, stdin, events);
      }),
    options,
  );
  return handle as Exec & Exec<Buffer>;
}
