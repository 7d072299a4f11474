import { setTimeout as wait } from 'node:timers/promises';
import { isFileError } from './file-error.js';
import { nameOfBytes, type WorkspacePath } from './names.js';
import type { FileChange } from './session-files.js';
import type { Talk } from './talk.js';
import { walk } from './walk.js';

const INTERVAL_MS = 500;
const MAX_ENTRIES = 100_000;

/**
 * What changes below a folder, by looking at it again and again: inotify(7) is refused to jails, since on shared files it
 * tells what others do. Changes between two looks that undo each other are not seen.
 */
export async function* watch(
  talk: Talk,
  folder: WorkspacePath,
  { intervalMs = INTERVAL_MS, signal }: { readonly intervalMs?: number; readonly signal?: AbortSignal } = {},
): AsyncGenerator<FileChange> {
  let before = await look(talk, folder);
  while (!signal?.aborted) {
    await wait(intervalMs, undefined, { signal }).catch(() => undefined);
    if (signal?.aborted) return;
    const now = await look(talk, folder);
    for (const [path, stamp] of now) {
      const old = before.get(path);
      if (old !== stamp)
        yield { eventType: old === undefined ? 'rename' : 'change', filename: nameOfBytes(path) };
    }
    for (const path of before.keys())
      if (!now.has(path)) yield { eventType: 'rename', filename: nameOfBytes(path) };
    before = now;
  }
}

/** Folders change with what is in them: of them only that they are there. */
async function look(talk: Talk, folder: WorkspacePath): Promise<Map<string, string>> {
  const stamps = new Map<string, string>();
  try {
    await walk(talk, folder, { most: MAX_ENTRIES }, (path, { mode, ino, size, mtimeNs, ctimeNs }) => {
      const isFolder = (mode & 0o170000) === 0o040000;
      stamps.set(path, isFolder ? `${ino} ${mode}` : `${ino} ${mode} ${size} ${mtimeNs} ${ctimeNs}`);
    });
  } catch (error) {
    if (!isFileError(error, 'ENOENT') && !isFileError(error, 'ESTALE')) throw error;
  }
  return stamps;
}
