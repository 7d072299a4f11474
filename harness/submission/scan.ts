import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { BailiffError, formatBytes } from '../../lib/index.js';
import { entriesOf, lstatOf } from './entries.js';
import { findEntry } from './entry.js';
import { PROGRAMS, type SubmissionKind } from './kind.js';
import { invalidSubmission, refusalOf } from './refusal.js';
import { SUBMISSION_CAPS, type Submission, type SubmissionFile, TEXT } from './submission.js';
import { unwrap } from './unwrap.js';

const tooMany = `it has more than ${SUBMISSION_CAPS.files} files`;

/**
 * Looks at one submission without reading it: a file, a zip file, or a folder with all that is below it. Folders and
 * zip files around the sources are taken off; hidden files and clutter are passed over.
 *
 * @throws BailiffError INVALID_SUBMISSION for a symlink, a device and the like, more than 500 files, 32 MiB or 16
 * levels, a zip file that is refused; UNKNOWN_LANGUAGE when no file tells the language.
 */
export async function scanSubmission(
  path: string,
  name: string,
  kind: SubmissionKind = PROGRAMS,
): Promise<Submission> {
  const full = resolve(path);
  await lstatOf(full, name);
  const root = await unwrap(join(await realpath(dirname(full)), basename(full)), name, kind);
  const stats = await lstatOf(root, name);
  const files = stats.isDirectory()
    ? await scanFolder(root, name)
    : [{ path: basename(root), source: root, sizeBytes: stats.size }];
  return submissionOf(name, files, kind);
}

/** Looks at a submission that is some files of one folder, each with the name that it has in the submission. */
export async function scanFiles(
  folder: string,
  members: readonly { readonly entry: string; readonly path: string }[],
  name: string,
  kind: SubmissionKind,
): Promise<Submission> {
  const root = await realpath(folder);
  const files: SubmissionFile[] = [];
  for (const { entry, path } of members) {
    const stats = await lstatOf(join(root, entry), `${name}/${path}`);
    if (!stats.isFile()) throw invalidSubmission(name, `"${entry}" is a folder among its files`);
    files.push({ path, source: join(root, entry), sizeBytes: stats.size });
  }
  return submissionOf(name, files, kind);
}

function submissionOf(name: string, files: readonly SubmissionFile[], kind: SubmissionKind): Submission {
  if (files.length > SUBMISSION_CAPS.files) throw invalidSubmission(name, tooMany);
  refuseTooLarge(name, files);
  if (kind.text) return { name, language: TEXT, main: '', files };
  const entry = findEntry(files.map((file) => file.path));
  if (typeof entry === 'string') throw new BailiffError('UNKNOWN_LANGUAGE', `${refusalOf(name)}it ${entry}`);
  return { name, ...entry, files };
}

async function scanFolder(root: string, name: string): Promise<SubmissionFile[]> {
  const files: SubmissionFile[] = [];
  await visit('', 1);
  return files;

  async function visit(below: string, depth: number): Promise<void> {
    if (depth > SUBMISSION_CAPS.depth)
      throw invalidSubmission(name, `it is deeper than ${SUBMISSION_CAPS.depth} folders`);
    const { files: max } = SUBMISSION_CAPS;
    for (const entry of await entriesOf(join(root, below), name, max, tooMany)) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      const stats = await lstatOf(join(root, path), `${name}/${path}`);
      if (stats.isDirectory()) await visit(path, depth + 1);
      else files.push({ path, source: join(root, path), sizeBytes: stats.size });
      if (files.length > max) throw invalidSubmission(name, tooMany);
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
