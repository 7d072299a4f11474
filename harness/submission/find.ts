import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { isEntryName } from './entry.js';
import { invalidSubmission, lstatOf, scanSubmission } from './scan.js';
import type { Submission } from './submission.js';

/** More than this in one folder is taken for a mistake. */
const MAX_SUBMISSIONS = 5_000;

/**
 * The submissions that paths stand for, looked at but not read:
 *
 * - a file is one submission;
 * - a folder with an entry directly in it (`main.py`, `Main.java`, `__main__.py`, …) is one submission of several files;
 * - any other folder holds submissions: each file and each folder directly in it is one.
 *
 * Hidden files are passed over. Of several paths that would have the same name, each is shown by its whole path.
 *
 * @throws BailiffError INVALID_SUBMISSION or UNKNOWN_LANGUAGE, before anything runs.
 */
export async function findSubmissions(paths: readonly string[]): Promise<readonly Submission[]> {
  const found = (await Promise.all(paths.map(expand))).flat();
  const times = new Map<string, number>();
  for (const { name } of found) times.set(name, (times.get(name) ?? 0) + 1);
  const submissions: Submission[] = [];
  for (const { path, name } of found)
    submissions.push(await scanSubmission(path, times.get(name) === 1 ? name : path));
  return submissions;
}

interface Found {
  readonly path: string;
  readonly name: string;
}

async function expand(path: string): Promise<readonly Found[]> {
  const name = basename(resolve(path));
  if ((await lstatOf(path, path)).isFile()) return [{ path, name }];
  const entries = (await readdir(path)).filter((entry) => !entry.startsWith('.')).sort();
  if (entries.some(isEntryName)) return [{ path, name }];
  if (entries.length === 0) throw invalidSubmission(path, 'the folder is empty');
  if (entries.length > MAX_SUBMISSIONS)
    throw invalidSubmission(path, `the folder holds more than ${MAX_SUBMISSIONS} submissions`);
  return entries.map((entry) => ({ path: join(path, entry), name: entry }));
}
