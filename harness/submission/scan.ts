import type { Stats } from 'node:fs';
import { lstat, readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { BailiffError, formatBytes, messageOf } from '../../lib/index.js';
import { findEntry } from './entry.js';
import { SUBMISSION_CAPS, type Submission, type SubmissionFile } from './submission.js';

/**
 * Looks at one submission, a file or a folder with all that is below it, without reading it. Hidden files and
 * folders are passed over.
 *
 * @throws BailiffError INVALID_SUBMISSION for a symlink, a device and the like, more than 500 files, 32 MiB or 16
 * levels; UNKNOWN_LANGUAGE when no file tells the language.
 */
export async function scanSubmission(path: string, name: string): Promise<Submission> {
  const full = resolve(path);
  const stats = await lstatOf(full, name);
  const root = join(await realpath(dirname(full)), basename(full));
  const files = stats.isDirectory()
    ? await scanFolder(root, name)
    : [{ path: basename(root), source: root, sizeBytes: stats.size }];
  refuseTooLarge(name, files);
  const entry = findEntry(files.map((file) => file.path));
  if (typeof entry === 'string')
    throw new BailiffError('UNKNOWN_LANGUAGE', `Cannot grade "${name}": it ${entry}`);
  return { name, ...entry, files };
}

/** lstat of a path that must be a file or a folder, and no symlink. */
export async function lstatOf(path: string, name: string): Promise<Stats> {
  const stats = await lstat(path).catch((cause: unknown) => {
    throw invalidSubmission(name, messageOf(cause), cause);
  });
  if (stats.isSymbolicLink()) throw invalidSubmission(name, 'it is a symlink: hand in the file itself');
  if (!stats.isFile() && !stats.isDirectory())
    throw invalidSubmission(name, 'it is neither a file nor a folder');
  return stats;
}

export function invalidSubmission(name: string, message: string, cause?: unknown): BailiffError {
  return new BailiffError('INVALID_SUBMISSION', `Cannot grade "${name}": ${message}`, { cause });
}

async function scanFolder(root: string, name: string): Promise<SubmissionFile[]> {
  const files: SubmissionFile[] = [];
  await visit('', 1);
  return files;

  async function visit(below: string, depth: number): Promise<void> {
    if (depth > SUBMISSION_CAPS.depth)
      throw invalidSubmission(name, `it is deeper than ${SUBMISSION_CAPS.depth} folders`);
    for (const entry of (await readdir(join(root, below))).sort()) {
      if (entry.startsWith('.')) continue;
      const path = below === '' ? entry : `${below}/${entry}`;
      const stats = await lstatOf(join(root, path), `${name}/${path}`);
      if (stats.isDirectory()) await visit(path, depth + 1);
      else files.push({ path, source: join(root, path), sizeBytes: stats.size });
      if (files.length > SUBMISSION_CAPS.files)
        throw invalidSubmission(name, `it has more than ${SUBMISSION_CAPS.files} files`);
    }
  }
}

function refuseTooLarge(name: string, files: readonly SubmissionFile[]): void {
  const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (bytes <= SUBMISSION_CAPS.bytes) return;
  throw invalidSubmission(
    name,
    `it has ${formatBytes(bytes)}, at most ${formatBytes(SUBMISSION_CAPS.bytes)} are read`,
  );
}
