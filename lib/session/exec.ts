import { PassThrough, type Writable } from 'node:stream';
import type { z } from 'zod';
import type { Step, TerminalSize } from '../jail/step.js';
import { type Limits, LimitsInput, resolveLimits } from '../limits.js';
import type { StepResult } from '../result.js';
import { stepResult } from '../step-result.js';
import { stepStdin } from '../workspace/stdin.js';
import type { ActiveSession, SessionPlace } from './active.js';
import { folderOf } from './environment.js';
import { EXEC_LIMITS, type ExecOptions, MOST_EXEC_MS } from './options.js';

const TERMINAL = 'xterm-256color';

/** What an exec needs of its session. */
export interface ExecContext {
  readonly active: ActiveSession;
  readonly env: Readonly<Record<string, string>>;
  readonly place: SessionPlace;
  readonly ceilings: Limits;
}

export type ParsedExec = z.output<typeof ExecOptions>;

/** What the handle of an exec is told of as it goes. */
export type ExecEvents = Required<Pick<Step, 'onStdout' | 'onStderr' | 'onSent'>>;

/** The caller's end of a pipe that is the program's stdin. */
export function pipeOf({ stdin, pty }: ParsedExec): PassThrough | undefined {
  const asked = typeof stdin === 'object' && 'pipe' in stdin && stdin.pipe === true; // a stream has a method of that name
  return asked || (pty && stdin === undefined) ? new PassThrough() : undefined;
}

/** Runs a command in a fresh jail over the workspace. @throws BailiffError; `signal.reason` when cancelled */
export async function runExec(
  { active, env, place, ceilings }: ExecContext,
  argv: readonly string[],
  options: ParsedExec,
  stdin: Writable | undefined,
  events: ExecEvents,
): Promise<StepResult<string | Buffer>> {
  const { pty, signal, encoding = 'utf8' } = options;
  const limits = execLimits(active.meta.limits, options.limits, ceilings, pty !== undefined);
  const given = (stdin ?? options.stdin) as Parameters<typeof stepStdin>[0];
  const step: Step = {
    argv,
    env: { ...env, ...(pty && { TERM: TERMINAL }), ...options.env },
    files: [],
    stdin: await stepStdin(given),
    limits,
    collect: [],
    cwd: options.cwd && folderOf(options.cwd),
    terminal: pty && sizeOf(pty),
    ...events,
  };
  return stepResult(await active.run(step, place, signal), { argv, limits, encoding });
}

export function sizeOf({ cols, rows }: NonNullable<ParsedExec['pty']>): TerminalSize {
  return { columns: cols, rows };
}

/** A terminal has somebody before it: it may take as long as the runner allows. The size of /tmp is the session's, so that all of its commands fit the same jails. */
function execLimits(
  own: Readonly<Record<string, number>>,
  asked: ParsedExec['limits'],
  ceilings: Limits,
  terminal: boolean,
): Limits {
  const { boxBytes, boxInodes } = { ...EXEC_LIMITS, ...own };
  const wanted = { ...LimitsInput.parse(own), ...asked, boxBytes, boxInodes };
  const wallMs = wanted.wallMs ?? Math.min(EXEC_LIMITS.wallMs, ceilings.wallMs);
  const stackBytes = wanted.stackBytes ?? EXEC_LIMITS.stackBytes;
  const most = terminal ? ceilings : { ...ceilings, wallMs: Math.min(MOST_EXEC_MS, ceilings.wallMs) };
  return resolveLimits({ ...wanted, wallMs, stackBytes }, EXEC_LIMITS, most);
}
