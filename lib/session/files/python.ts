import { BailiffError } from '../../errors.js';
import type { WorkspaceJail } from '../workspace-jail.js';

/** Python alone: no site packages, none of the workspace's modules, no files left beside it, names as bytes. */
const PYTHON = ['python3', '-I', '-S', '-B', '-X', 'utf8', '-c'] as const;

export interface PythonCall {
  readonly program: string;
  readonly args: readonly string[];
  readonly stdin?: AsyncIterable<Uint8Array> | Uint8Array;
  readonly wallMs: number;
  readonly stdoutBytes: number;
  readonly signal?: AbortSignal;
  /** What it is wanted for, as the error says it. */
  readonly purpose: string;
}

/**
 * Runs one of our Python programs in the jail, and gives what it printed as JSON.
 *
 * @throws BailiffError JAIL_FAILED, also when there is no python3.
 */
export async function runPython(
  jail: WorkspaceJail,
  { program, args, stdin, wallMs, stdoutBytes, signal, purpose }: PythonCall,
): Promise<unknown> {
  const result = await jail
    .run([...PYTHON, program, ...args], { stdin, wallMs, stdoutBytes, signal })
    .catch((cause: unknown) => {
      if (!(cause instanceof BailiffError) || cause.code !== 'PROGRAM_NOT_STARTED') throw cause;
      throw new BailiffError(
        'TOOLCHAIN_MISSING',
        `Cannot ${purpose}: there is no python3 in /usr/bin; install it`,
        {
          cause,
        },
      );
    });
  try {
    return JSON.parse(Buffer.from(result.stdout).toString());
  } catch (cause) {
    const said = result.stderr.trim().split('\n').at(-1) || 'it was ended';
    throw new BailiffError('JAIL_FAILED', `Cannot ${purpose}: ${said} (exit code ${result.exitCode})`, {
      cause,
    });
  }
}
