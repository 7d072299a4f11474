import { delimiter } from 'node:path';
import { createInterface } from 'node:readline';
import { ToolchainInstallError } from './install-error.js';

const INSTALLER_TIMEOUT_MS = 15 * 60_000;
const SHOWN_LINES = 5;

export interface InstallerContext {
  /** The folders of PATH: installers are looked up there and see no others. */
  readonly path: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** @default 15 minutes */
  readonly timeoutMs?: number;
  /** Gets each line of its stdout as it comes. */
  readonly onLine?: (line: string) => void;
}

/**
 * Runs an installer to its end.
 *
 * @throws ToolchainInstallError with the last lines of what it said; the caller's `signal.reason` when cancelled
 */
export async function runInstaller(
  argv: readonly [string, ...string[]],
  purpose: string,
  nextStep: string,
  { path, cwd, env, signal, timeoutMs = INSTALLER_TIMEOUT_MS, onLine }: InstallerContext,
): Promise<string> {
  const [command, ...args] = argv;
  const { execa } = await import('execa'); // 50 ms to load, which a plain run never needs
  const running = execa(command, args, {
    cwd,
    env: { ...env, PATH: path.join(delimiter) },
    stdin: 'ignore',
    all: true,
    reject: false,
    timeout: timeoutMs,
    ...(signal && { cancelSignal: signal }),
  });
  if (onLine) createInterface({ input: running.stdout! }).on('line', onLine);
  const result = await running;
  signal?.throwIfAborted();
  if (!result.failed) return result.stdout;
  const said = (result.all || result.shortMessage || '').trim().split('\n').slice(-SHOWN_LINES).join('\n');
  throw new ToolchainInstallError(`Cannot ${purpose}: ${said}`, nextStep, { cause: result });
}
