import { fstatSync, type Stats } from 'node:fs';
import { lstat, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { BailiffError } from '../../lib/index.js';
import { storageFault } from './storage-fault.js';

/** Where a report goes. Two that share one of `keys` are one place, however it is spelled. */
export type Target = { readonly keys: readonly string[] } & (
  | { readonly kind: 'stdout' }
  /** A regular file, or none yet. `path` is absolute, its symlinks resolved; `mode` is that of the file there. */
  | { readonly kind: 'file'; readonly path: string; readonly mode: number | undefined }
  /** A device, a pipe, a socket. */
  | { readonly kind: 'device'; readonly path: string }
);

/** Standard output, which may be a file that has a name, too. */
export function stdoutTarget(fd: number | undefined): Target {
  return { kind: 'stdout', keys: ['stdout', ...(fd === undefined ? [] : keysOf(fstatSync(fd)))] };
}

/**
 * Looks at the place a path names, and writes nothing.
 *
 * @throws BailiffError INVALID_PATH for a folder, a place without one, or a symlink that leads nowhere.
 */
export async function pathTarget(given: string): Promise<Target> {
  try {
    return await look(given);
  } catch (error) {
    throw storageFault(given, error);
  }
}

async function look(given: string): Promise<Target> {
  const path = resolve(given);
  const found = await stat(path).catch(unlessMissing);
  if (!found) return absent(given, path);
  if (found.isDirectory())
    throw new BailiffError('INVALID_PATH', `Cannot write report "${given}": ${A_FOLDER}`);
  if (!found.isFile()) return { kind: 'device', path, keys: keysOf(found) };
  return { kind: 'file', path: await realpath(path), mode: found.mode & 0o777, keys: keysOf(found) };
}

const A_FOLDER = 'it is a folder: name a file in it';

async function absent(given: string, path: string): Promise<Target> {
  if (given.endsWith('/'))
    throw new BailiffError('INVALID_PATH', `Cannot write report "${given}": ${A_FOLDER}`);
  if (await lstat(path).catch(unlessMissing)) {
    throw new BailiffError(
      'INVALID_PATH',
      `Cannot write report "${given}": it is a symlink that leads nowhere`,
    );
  }
  const folder = await realpath(dirname(path));
  const name = basename(path);
  const key = `${inodeKey(await stat(folder))}/${name}`;
  return { kind: 'file', path: join(folder, name), mode: undefined, keys: [key] };
}

function inodeKey({ dev, ino }: Stats): string {
  return `${dev}:${ino}`;
}

/** Of a character device (`/dev/null`, a terminal) any number may be had: nothing there is overwritten. */
function keysOf(stats: Stats): readonly string[] {
  return stats.isCharacterDevice() ? [] : [inodeKey(stats)];
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
