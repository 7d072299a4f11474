import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BailiffError } from './errors.js';

/**
 * The real path of a folder with another system, whose toolchains are to count.
 *
 * @throws BailiffError INVALID_OPTIONS when there is no /usr in it
 */
export async function resolveToolchainRoot(root: string): Promise<string> {
  const real = await realpath(root).catch(() => undefined);
  if (real !== undefined && (await stat(join(real, 'usr/bin')).catch(() => undefined))?.isDirectory())
    return real;
  throw new BailiffError('INVALID_OPTIONS', `Cannot use "${root}" as toolchainRoot: it has no usr/bin`);
}
