import { randomUUID } from 'node:crypto';
import { BailiffError } from '../../errors.js';
import type { SessionFiles } from '../files/session-files.js';
import type { FileStats } from '../files/stats.js';

/** A name in the same folder that no program has. */
export function nameAside(path: string): string {
  const slash = path.lastIndexOf('/');
  return `${path.slice(0, slash + 1)}.bailiff-${randomUUID()}`;
}

/** Puts new content in the place of a file at once, unless somebody else changed it since `seen`. */
export async function replaceFile(
  files: SessionFiles,
  path: string,
  content: Uint8Array,
  seen: FileStats,
): Promise<void> {
  if ((await files.lstat(path)).isSymbolicLink()) return files.writeFile(path, content);
  const aside = nameAside(path);
  try {
    await files.writeFile(aside, content, { flag: 'wx', mode: seen.mode & 0o777 });
    refuseChanged(path, seen, await files.lstat(path));
    await files.rename(aside, path);
  } catch (error) {
    await files.rm(aside, { force: true });
    throw error;
  }
}

export function refuseChanged(path: string, before: FileStats, now: FileStats): void {
  if (now.ino === before.ino && now.ctimeMs === before.ctimeMs && now.size === before.size) return;
  throw new BailiffError('EDIT_REFUSED', `Cannot edit "${path}": it was changed meanwhile; read it again`);
}
