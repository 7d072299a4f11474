import type { Dirent, Stats } from 'node:fs';
import { lstat, opendir } from 'node:fs/promises';
import { messageOf } from '../../lib/index.js';
import { isIgnored } from './ignored.js';
import { invalidSubmission } from './refusal.js';

/** lstat of a path that must be a file or a folder, and no symlink. */
export async function lstatOf(path: string, name: string): Promise<Stats> {
  const stats = await lstat(path).catch((cause: unknown) => {
    const gone = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw invalidSubmission(name, gone ? 'there is no such file or folder' : messageOf(cause), cause);
  });
  if (stats.isSymbolicLink()) throw invalidSubmission(name, 'it is a symlink: hand in the file itself');
  if (!stats.isFile() && !stats.isDirectory())
    throw invalidSubmission(name, 'it is neither a file nor a folder');
  return stats;
}

/**
 * What is directly in a folder and counts, in the order of the names.
 *
 * @throws BailiffError INVALID_SUBMISSION as soon as there is more than `max`: `tooMany` says of what.
 */
export async function entriesOf(
  folder: string,
  name: string,
  max: number,
  tooMany: string,
): Promise<readonly Dirent[]> {
  const entries: Dirent[] = [];
  for await (const entry of await opened(folder, name)) {
    if (isIgnored(entry.name)) continue;
    entries.push(entry);
    if (entries.length > max) throw invalidSubmission(name, tooMany);
  }
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function opened(folder: string, name: string) {
  return opendir(folder).catch((cause: unknown) => {
    throw invalidSubmission(name, messageOf(cause), cause);
  });
}
