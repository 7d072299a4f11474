import { randomUUID } from 'node:crypto';
import { existsSync, lstatSync, unlinkSync } from 'node:fs';
import { lstat, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { removeOwnFolder } from './jail/remove.js';
import { readManifest } from './program-entry.js';

export const DRAFT = '.draft-';
export const OWN = '.own-'; // of a runner that keeps no cache; its process id stands behind
const GONE = '.gone-';
const DRAFT_LIFE_MS = 3_600_000;
const IN_USE_MS = 10_000; // used so lately, it may be on its way into a jail
const TRIM_TO = 0.9; // not for every program that comes

interface Entry {
  readonly path: string;
  readonly usedAt: number;
  readonly bytes: number;
}

/** Removes the longest unused programs beyond `maxBytes`, but not the `newest`, and what killed processes left. */
export async function trimPrograms(folder: string, maxBytes: number, newest: string): Promise<void> {
  const entries: Entry[] = [];
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const usedAt = (await lstat(path).catch(() => undefined))?.mtimeMs;
    if (usedAt === undefined) continue; // another runner trims as well
    if (isAbandoned(name, usedAt)) removeTolerant(path, folder);
    if (!name.startsWith('.'))
      entries.push({ path, usedAt, bytes: (await readManifest(path, name))?.diskBytes ?? 0 });
  }
  let total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total <= maxBytes) return;
  for (const { path, usedAt, bytes } of entries.sort((a, b) => a.usedAt - b.usedAt)) {
    if (total <= maxBytes * TRIM_TO || usedAt > Date.now() - IN_USE_MS) return;
    if (path === join(folder, newest)) continue;
    await removeEntry(path, folder);
    total -= bytes;
  }
}

/** Removes an entry at one stroke: nobody sees half of it, and of two that do it at once one does. */
export async function removeEntry(entry: string, root: string): Promise<void> {
  const gone = join(dirname(entry), `${GONE}${randomUUID()}`);
  try {
    await rename(entry, gone);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  removeTolerant(gone, root);
}

/** Another runner may be at it: what it leaves, the next one finds. */
function removeTolerant(path: string, root: string): void {
  try {
    if (lstatSync(path).isDirectory()) removeOwnFolder(path, root);
    else unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function isAbandoned(name: string, usedAt: number): boolean {
  if (name.startsWith(OWN)) return !existsSync(join('/proc', name.slice(OWN.length).split('-')[0]!));
  return (name.startsWith(DRAFT) || name.startsWith(GONE)) && usedAt < Date.now() - DRAFT_LIFE_MS;
}
