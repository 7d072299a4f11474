import { BailiffError } from '../../errors.js';
import { isFileError } from '../files/file-error.js';
import type { SessionFiles } from '../files/session-files.js';
import type { FileStats } from '../files/stats.js';
import { applyHunks } from './patch-hunks.js';
import { type FilePatch, parsePatch } from './patch-parse.js';
import { nameAside, refuseChanged } from './replace-file.js';

const MAX_BYTES = 16 * 2 ** 20;
const NEW_MODE = 0o644;

export interface PatchedFile {
  readonly path: string;
  readonly change: 'added' | 'deleted' | 'modified' | 'renamed';
}

/** What is to be done, worked out before anything is. */
interface Change extends PatchedFile {
  readonly from: string | undefined;
  /** As it was read. */
  readonly seen: FileStats | undefined;
  /** undefined: deleted. */
  readonly content: Buffer | undefined;
  readonly mode: number;
}

/**
 * Applies a unified diff to any number of files: all of it or nothing. New contents are written aside, then every file
 * is exchanged at once; when one cannot be, those before it are put back.
 *
 * @throws BailiffError EDIT_REFUSED with file, hunk and line.
 */
export async function applyPatch(files: SessionFiles, patch: string): Promise<readonly PatchedFile[]> {
  const parsed = parsePatch(patch);
  const changes: Change[] = [];
  for (const file of parsed) changes.push(await plan(files, file));
  refuseTwice(changes);
  const undo: (() => Promise<unknown>)[] = [];
  const later: (() => Promise<unknown>)[] = [];
  try {
    for (const change of changes) await carryOut(files, change, undo, later);
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw error;
  }
  for (const step of later) await step();
  return changes.map(({ path, change }) => ({ path, change }));
}

async function plan(files: SessionFiles, { from, to, mode, hunks }: FilePatch): Promise<Change> {
  const path = to ?? from;
  if (path === undefined) throw refused('/dev/null', 'no file is named');
  const seen = from === undefined ? undefined : await lookAt(files, from);
  if (to !== undefined && to !== from && (await files.lstat(to).then(() => true, missing)))
    throw refused(to, 'it is there already');
  const old =
    from === undefined ? '' : (await files.readFile(from, { maxBytes: MAX_BYTES })).toString('latin1');
  const content = applyHunks(old, hunks.map(asBytes), path);
  if (to === undefined && content !== '')
    throw refused(path, 'it is to be deleted, but has more in it than the patch says');
  const change =
    to === undefined ? 'deleted' : from === undefined ? 'added' : from === to ? 'modified' : 'renamed';
  return {
    path,
    from,
    change,
    seen,
    content: to === undefined ? undefined : Buffer.from(content, 'latin1'),
    mode: mode ?? (seen ? seen.mode & 0o777 : NEW_MODE),
  };
}

async function lookAt(files: SessionFiles, path: string): Promise<FileStats> {
  const seen = await files.lstat(path).catch((error: unknown) => {
    if (isFileError(error, 'ENOENT') || isFileError(error, 'ENOTDIR')) throw refused(path, 'it is not there');
    throw error;
  });
  if (!seen.isFile()) throw refused(path, 'it is no plain file');
  return seen;
}

/** Every step says first how it is undone. What takes no part any more is removed when all is done. */
async function carryOut(
  files: SessionFiles,
  { path, from, seen, content, mode }: Change,
  undo: (() => Promise<unknown>)[],
  later: (() => Promise<unknown>)[],
): Promise<void> {
  if (from !== undefined && seen) {
    refuseChanged(from, seen, await files.lstat(from));
    const kept = nameAside(from);
    if (from === path && content)
      await files.link(from, kept); // so that there is never none
    else await files.rename(from, kept);
    undo.push(() => files.rename(kept, from));
    later.push(() => files.rm(kept, { force: true }));
  }
  if (!content) return;
  const aside = nameAside(path);
  undo.push(() => files.rm(aside, { force: true }));
  await files.writeFile(aside, content, { flag: 'wx', mode, parents: true });
  if (from !== path) undo.push(() => files.rm(path, { force: true }));
  await files.rename(aside, path);
}

function refuseTwice(changes: readonly Change[]): void {
  const seen = new Set<string>();
  for (const path of changes.flatMap(({ path, from }) => [...new Set([path, from ?? path])])) {
    if (seen.has(path)) throw refused(path, 'it is named twice');
    seen.add(path);
  }
}

function asBytes(hunk: FilePatch['hunks'][number]): FilePatch['hunks'][number] {
  const lines = hunk.lines.map(({ kind, text }) => ({ kind, text: Buffer.from(text).toString('latin1') }));
  return { ...hunk, lines };
}

function missing(error: unknown): false {
  if (isFileError(error, 'ENOENT') || isFileError(error, 'ENOTDIR')) return false;
  throw error;
}

function refused(path: string, why: string): BailiffError {
  return new BailiffError('EDIT_REFUSED', `Cannot apply the patch to "${path}": ${why}`);
}
