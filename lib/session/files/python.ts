import { BailiffError } from '../../errors.js';
import type { WorkspaceJail, WorkspaceRunOptions } from '../workspace-jail.js';
import { createFlow } from './flow.js';

/** Python alone: no site packages, none of the workspace's modules, no files left beside it, names as bytes. */
const PYTHON = ['python3', '-I', '-S', '-B', '-X', 'utf8', '-c'] as const;
const MAX_STREAM_BYTES = 2 ** 40; // taken as fast as somebody wants it

interface Program {
  readonly program: string;
  readonly args: readonly string[];
  readonly wallMs: number;
  readonly signal?: AbortSignal;
  /** What it is wanted for, as the error says it. */
  readonly purpose: string;
}

export interface PythonCall extends Program {
  readonly stdin?: AsyncIterable<Uint8Array> | Uint8Array;
  readonly stdoutBytes: number;
}

export interface PythonStreamCall extends Program {
  /** The program writes no more than this for each byte of its stdin. */
  readonly leaveBytes: number;
}

export interface PythonStream {
  /** What it writes, as it is taken. Who stops taking ends it. */
  readonly chunks: AsyncGenerator<Uint8Array>;
  /** What it said at its end on stderr, as JSON. */
  said(): Promise<unknown>;
}

/**
 * Runs one of our Python programs in the jail, and gives what it printed as JSON.
 *
 * @throws BailiffError JAIL_FAILED; TOOLCHAIN_MISSING when there is no python3.
 */
export async function runPython(jail: WorkspaceJail, call: PythonCall): Promise<unknown> {
  const { stdin, wallMs, stdoutBytes, signal } = call;
  const result = await start(jail, call, { stdin, wallMs, stdoutBytes, signal });
  return parsed(Buffer.from(result.stdout).toString(), result, call);
}

/** Runs one whose output is a stream of any length. @throws from `said()` what `runPython` does */
export function streamPython(jail: WorkspaceJail, call: PythonStreamCall): PythonStream {
  const ending = Promise.withResolvers<Awaited<ReturnType<WorkspaceJail['run']>>>();
  ending.promise.catch(() => undefined); // it is thrown where the chunks are taken
  return {
    chunks: streamed(jail, call, ending.resolve),
    said: async () => {
      const result = await ending.promise;
      return parsed(result.stderr, result, call);
    },
  };
}

async function* streamed(
  jail: WorkspaceJail,
  call: PythonStreamCall,
  onEnd: (result: Awaited<ReturnType<WorkspaceJail['run']>>) => void,
): AsyncGenerator<Uint8Array> {
  const { wallMs, leaveBytes, signal } = call;
  const left = new AbortController();
  const flow = createFlow(leaveBytes);
  const running = start(jail, call, {
    stdin: flow.leave(),
    onStdout: flow.add,
    wallMs,
    stdoutBytes: MAX_STREAM_BYTES,
    signal: signal ? AbortSignal.any([signal, left.signal]) : left.signal,
  }).finally(flow.end);
  running.catch(() => undefined); // see below
  try {
    yield* flow.chunks();
    onEnd(await running);
  } finally {
    left.abort();
    await running.catch(() => undefined);
  }
}

async function start(jail: WorkspaceJail, { program, args, purpose }: Program, options: WorkspaceRunOptions) {
  try {
    return await jail.run([...PYTHON, program, ...args], options);
  } catch (cause) {
    if (!(cause instanceof BailiffError) || cause.code !== 'PROGRAM_NOT_STARTED') throw cause;
    throw new BailiffError(
      'TOOLCHAIN_MISSING',
      `Cannot ${purpose}: there is no python3 in /usr/bin; install it, as root: apt-get install python3`,
      { cause },
    );
  }
}

function parsed(
  text: string,
  { exitCode, stderr }: { exitCode: number; stderr: string },
  { purpose }: Program,
): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = stderr.trim().split('\n').at(-1) || 'it was ended';
    throw new BailiffError('JAIL_FAILED', `Cannot ${purpose}: ${why} (exit code ${exitCode})`, { cause });
  }
}
