import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BailiffError } from '../errors.js';

const PREFIX = 'setup-';
const STALE_MS = 3_600_000; // no set-up takes an hour; a younger folder may belong to one that runs now

/** A folder in the home to prepare something in, removed at the end; what is ready is moved out by {@link publish}. */
export async function openStaging(home: string): Promise<AsyncDisposable & { readonly path: string }> {
  await sweepStale(home);
  const path = await mkdtemp(join(home, PREFIX)).catch((cause: NodeJS.ErrnoException) => {
    throw new BailiffError(
      'STORAGE_FAILED',
      `Cannot write to the home folder "${home}" (${cause.code}): free some space, or set BAILIFF_HOME to another folder`,
      { cause },
    );
  });
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** Moves a finished file or folder to its place in one step; what was there before is replaced. */
export async function publish(ready: string, place: string): Promise<void> {
  await mkdir(dirname(place), { recursive: true, mode: 0o755 });
  const replaced = `${ready}.replaced`;
  await rename(place, replaced).catch(ignoreMissing);
  await rename(ready, place);
}

async function sweepStale(home: string): Promise<void> {
  const names = (await readdir(home)).filter((name) => name.startsWith(PREFIX));
  for (const name of names) {
    const path = join(home, name);
    const facts = await stat(path).catch(ignoreMissing);
    if (facts && Date.now() - facts.mtimeMs > STALE_MS) await rm(path, { recursive: true, force: true });
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
