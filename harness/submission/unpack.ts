import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BailiffError, createFolderStore, messageOf } from '../../lib/index.js';
import { unpackZip, type ZipCaps } from '../archive/zip.js';
import { invalidSubmission } from './refusal.js';
import { SUBMISSION_CAPS } from './submission.js';

const MiB = 2 ** 20;

/** Unpacked zip files are kept below the home until they pass this. */
const STORE_BYTES = 8 * 2 ** 30;

/** One submission: what else comes in a zip file of it (builds, `.git`) may be ten times as much. */
const SUBMISSION_ZIP: ZipCaps = {
  entries: 10 * SUBMISSION_CAPS.files,
  bytes: 4 * SUBMISSION_CAPS.bytes,
  depth: 2 * SUBMISSION_CAPS.depth,
  symlinks: false,
};

/** A download with everybody's submissions. */
const BATCH_ZIP: ZipCaps = { entries: 100_000, bytes: 4_096 * MiB, depth: 32, symlinks: false };

/** Whether a file is taken for a zip file: by its name. */
export function isZip(path: string): boolean {
  return /\.zip$/i.test(basename(path));
}

/**
 * The folder with what is in a submission's zip file: regular files only.
 *
 * @throws BailiffError INVALID_SUBMISSION when it is refused: names that leave the folder, links, encryption, bombs.
 */
export function unpackSubmission(path: string, name: string): Promise<string> {
  return unpack(path, name, SUBMISSION_ZIP);
}

/** As {@link unpackSubmission}, for a zip file of many submissions. */
export function unpackBatch(path: string, name: string): Promise<string> {
  return unpack(path, name, BATCH_ZIP);
}

async function unpack(path: string, name: string, caps: ZipCaps): Promise<string> {
  const store = createFolderStore({ name: 'submissions', maxBytes: STORE_BYTES });
  try {
    return await store.folder(await keyOf(path, caps), (folder) => unpackZip(path, folder, caps));
  } catch (error) {
    if (error instanceof BailiffError && error.blame === 'caller')
      throw invalidSubmission(name, error.message, error);
    throw error;
  }
}

/** Other caps may refuse what these let pass. */
async function keyOf(path: string, caps: ZipCaps): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(caps));
  try {
    await pipeline(createReadStream(path), hash);
  } catch (cause) {
    throw new BailiffError('INVALID_SUBMISSION', `Cannot read "${path}": ${messageOf(cause)}`, { cause });
  }
  return hash.digest('hex');
}
