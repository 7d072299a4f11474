import { readEnv } from '../env.js';
import { BailiffError } from '../errors.js';
import { findOnPath } from './on-path.js';
import type { SetupOptions } from './setup-step.js';

/**
 * Installs Debian packages that set-up itself needs: as root, where apt-get is.
 *
 * @param why what cannot be done without them, as the start of a sentence.
 * @throws BailiffError SETUP_FAILED with the command to run when we may not or cannot.
 */
export async function requirePackages(
  packages: readonly string[],
  why: string,
  { onStep, signal }: SetupOptions,
): Promise<void> {
  const apt = findOnPath(['apt-get'], readEnv().path);
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  const advice = `run as root: apt-get ${install.join(' ')}`;
  if (!apt) throw new BailiffError('SETUP_FAILED', `${why}; install ${packages.join(' and ')}`);
  if (process.geteuid?.() !== 0) throw new BailiffError('SETUP_FAILED', `${why}; ${advice}`);
  onStep?.({ title: packages.join(', '), state: 'started', detail: 'apt-get install' });
  await runApt(apt, ['update'], signal); // a repository that has gone fails this, while another one may have them
  const failure = await runApt(apt, install, signal);
  if (failure) {
    throw new BailiffError('SETUP_FAILED', `${why}, and apt-get says ${JSON.stringify(failure)}; ${advice}`);
  }
  onStep?.({ title: packages.join(', '), state: 'installed', detail: 'by apt-get' });
}

async function runApt(
  apt: string,
  args: readonly string[],
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const { execa } = await import('execa'); // 50 ms to load, which a plain run never needs
  const result = await execa(apt, args, {
    reject: false,
    stdin: 'ignore',
    cancelSignal: signal,
    env: { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
  });
  signal?.throwIfAborted();
  return result.failed ? lastLine(result.stderr) : undefined;
}

/** The last line that says something: tools put the reason there. */
export function lastLine(text: string | undefined): string {
  const lines = (text ?? '').split('\n').filter((line) => line.trim() !== '');
  return lines.at(-1)?.trim() ?? 'no message';
}
