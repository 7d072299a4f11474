import type { Dirent } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { entriesOf, lstatOf } from './entries.js';
import type { Found } from './found.js';
import type { SubmissionKind } from './kind.js';
import { submissionsIn } from './layout.js';
import { invalidSubmission } from './refusal.js';
import { isZip, unpackBatch } from './unpack.js';

/** More than this in one folder is taken for a mistake. */
const MAX_SUBMISSIONS = 20_000;
const MAX_LAYERS = 8;

/** The submissions that one path stands for, by name: see `findSubmissions()`. */
export async function expand(path: string, kind: SubmissionKind): Promise<readonly Found[]> {
  const name = basename(resolve(path));
  const folder = await folderOf(path);
  if (folder === undefined) return [{ path, name, given: true }];
  const entries = await submissionEntries(folder, path);
  if (entries.some((entry) => kind.isEntry(entry.name))) return [{ path: folder, name, given: true }];
  if (entries.length === 0) throw invalidSubmission(path, 'the folder is empty');
  return submissionsIn(folder, entries);
}

/**
 * The folder that a path is, or that a zip file holds; `undefined` for any other file.
 *
 * @param kept Names of folders that are no mere wrapping.
 */
export async function folderOf(
  path: string,
  kept: ReadonlySet<string> = new Set(),
): Promise<string | undefined> {
  if ((await lstatOf(path, path)).isDirectory()) return path;
  return isZip(path) ? withoutWrapper(await unpackBatch(path, path), path, kept) : undefined;
}

export async function submissionEntries(folder: string, name: string): Promise<readonly Dirent[]> {
  return entriesOf(
    folder,
    name,
    MAX_SUBMISSIONS,
    `the folder holds more than ${MAX_SUBMISSIONS} submissions`,
  );
}

/** Zip programs put the folder itself into the file: it is taken off, and so is one around that. */
async function withoutWrapper(folder: string, name: string, kept: ReadonlySet<string>): Promise<string> {
  let at = folder;
  for (let layers = 0; layers < MAX_LAYERS; layers++) {
    const [only, ...others] = await submissionEntries(at, name);
    if (!only?.isDirectory() || others.length > 0 || kept.has(only.name)) return at;
    at = join(at, only.name);
  }
  return at;
}
