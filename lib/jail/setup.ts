import { readEnv } from '../env.js';
import { BailiffError } from '../errors.js';
import { buildNative, type Native } from './native-build.js';
import { findNsjail, type Nsjail } from './nsjail.js';
import { installNsjail } from './setup-nsjail.js';
import type { SetupOptions } from './setup-step.js';

/**
 * Brings what the engine needs: nsjail, found or installed, and the native program, built. Doing it again changes nothing.
 *
 * @throws BailiffError SETUP_FAILED with the next step; NSJAIL_MISSING when the nsjail named by `nsjail` or
 * BAILIFF_NSJAIL cannot be used.
 */
export async function setUpEngine(
  options: SetupOptions & { readonly nsjail?: string },
): Promise<{ readonly nsjail: Nsjail; readonly native: Native }> {
  return { nsjail: await ensureNsjail(options), native: await buildNative(options) };
}

async function ensureNsjail(options: SetupOptions & { readonly nsjail?: string }): Promise<Nsjail> {
  try {
    const nsjail = await findNsjail(options);
    options.onStep?.({
      title: 'nsjail',
      state: 'found',
      detail: `${nsjail.version} at ${nsjail.path} (${nsjail.source})`,
    });
    return nsjail;
  } catch (error) {
    const named = options.nsjail ?? readEnv().nsjail;
    if (named !== undefined || !(error instanceof BailiffError && error.code === 'NSJAIL_MISSING'))
      throw error;
    return installNsjail(options);
  }
}
