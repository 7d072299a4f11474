import { constants } from 'node:fs';
import { type FileHandle, open, readlink } from 'node:fs/promises';
import { messageOf } from '../../lib/index.js';
import { invalidSubmission } from './refusal.js';
import type { Submission, SubmissionFile } from './submission.js';

/** A source file as the library takes it. */
export interface Source {
  readonly path: string;
  readonly content: Buffer<ArrayBuffer>;
}

/**
 * Reads the files of a submission, as they were when it was scanned.
 *
 * @throws BailiffError INVALID_SUBMISSION when one has become something else: a symlink, another place, another size.
 */
export async function readSources({ name, files }: Submission): Promise<readonly Source[]> {
  const sources: Source[] = [];
  for (const file of files) sources.push({ path: file.path, content: await readFile(name, file) });
  return sources;
}

async function readFile(
  name: string,
  { path, source, sizeBytes }: SubmissionFile,
): Promise<Buffer<ArrayBuffer>> {
  await using file = await openFile(name, path, source);
  await refuseChanged(name, path, source, file, sizeBytes);
  const content = Buffer.alloc(sizeBytes + 1);
  const { bytesRead } = await file.read(content, 0, content.length, 0);
  if (bytesRead !== sizeBytes) throw changed(name, path);
  return content.subarray(0, bytesRead);
}

/** Without following a symlink, and without waiting for the other end of a FIFO. */
async function openFile(name: string, path: string, source: string): Promise<FileHandle> {
  try {
    return await open(source, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (cause) {
    throw invalidSubmission(name, `"${path}": ${messageOf(cause)}`, cause);
  }
}

/** O_NOFOLLOW minds the last name only: that no folder became a symlink shows in where the descriptor leads to. */
async function refuseChanged(
  name: string,
  path: string,
  source: string,
  file: FileHandle,
  sizeBytes: number,
): Promise<void> {
  const stats = await file.stat();
  if (!stats.isFile() || stats.size !== sizeBytes) throw changed(name, path);
  if ((await readlink(`/proc/self/fd/${file.fd}`)) !== source) throw changed(name, path);
}

function changed(name: string, path: string): Error {
  return invalidSubmission(name, `"${path}" was changed while it was read`);
}
