import { BailiffError } from '../errors.js';
import type { Root } from '../jail/root.js';
import type { Step } from '../jail/step.js';
import type { Limits } from '../limits.js';
import { stepResult } from '../step-result.js';
import { stepStdin } from '../workspace/stdin.js';
import type { ActiveSession } from './active.js';
import { WORKSPACE } from './environment.js';
import { EXEC_LIMITS } from './options.js';

/** The native program, as jails see it. */
export const NATIVE_PATH = '/gate';

const TOOL_WALL_MS = 60_000;
const TOOL_STDOUT_BYTES = 64 * 2 ** 20;

export interface WorkspaceRunOptions {
  readonly stdin?: AsyncIterable<Uint8Array> | Uint8Array;
  readonly onStdout?: (chunk: Uint8Array) => void;
  readonly wallMs?: number;
  readonly stdoutBytes?: number;
  readonly signal?: AbortSignal;
  /** What of the host the jail shows besides, read-only, for this run. */
  readonly roots?: readonly Root[];
  /** It does nothing but remove. */
  readonly makesRoom?: boolean;
}

/** A fresh jail over a session's workspace for tools of the host's own. */
export interface WorkspaceJail {
  /**
   * Runs an argv in a fresh jail, in /workspace, with the native program at {@link NATIVE_PATH}.
   * With `onStdout` that is told as it comes, and not kept.
   *
   * @throws BailiffError JAIL_FAILED when a limit ended it: tools of ours do not pass them by themselves
   */
  run(
    argv: readonly string[],
    options?: WorkspaceRunOptions,
  ): Promise<{ exitCode: number; stdout: Uint8Array; stderr: string }>;
}

/** `use` hands out the session for each call: it may be stopped and resumed between two. */
export function openWorkspaceJail(
  use: <T>(task: (active: ActiveSession) => Promise<T>) => Promise<T>,
): WorkspaceJail {
  return { run: (argv, options = {}) => use((session) => runTool(session, argv, options)) };
}

async function runTool(
  session: ActiveSession,
  argv: readonly string[],
  options: WorkspaceRunOptions,
): ReturnType<WorkspaceJail['run']> {
  const limits = toolLimits(session.meta.limits, options);
  const { onStdout, signal } = options;
  const said: Buffer[] = [];
  const step: Step = {
    argv,
    env: { PATH: '/usr/bin:/bin', HOME: WORKSPACE, LANG: 'C.UTF-8' },
    files: [],
    stdin: await stepStdin(options.stdin),
    limits,
    collect: [],
    passing: onStdout !== undefined,
    onStdout,
    onStderr: onStdout && ((chunk) => said.push(chunk)),
  };
  const { roots = [], makesRoom } = options;
  const report = await session.run(step, { roots, once: roots.length > 0 }, signal, makesRoom);
  const result = stepResult(report, { argv, limits, encoding: 'buffer' });
  if (result.status === 'limit-exceeded')
    throw new BailiffError(
      'JAIL_FAILED',
      `Cannot work on the workspace: ${JSON.stringify(argv[0])} passed its limit of ${result.limit}`,
    );
  return {
    exitCode: result.status === 'exited' ? result.exitCode : 128,
    stdout: result.stdout as Buffer,
    stderr: (onStdout ? Buffer.concat(said) : result.stderr).toString(),
  };
}

function toolLimits(own: Readonly<Record<string, number>>, options: WorkspaceRunOptions): Limits {
  const { boxBytes, boxInodes } = { ...EXEC_LIMITS, ...own };
  const { wallMs = TOOL_WALL_MS, stdoutBytes = TOOL_STDOUT_BYTES } = options;
  return { ...EXEC_LIMITS, boxBytes, boxInodes, wallMs, stdoutBytes, cpuMs: 2 * wallMs };
}
