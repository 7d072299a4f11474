import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import { readSources } from './read.js';
import type { Submission } from './submission.js';

/**
 * A digest of a submission's sources: paths and bytes. Of a single file the name does not count, only its extension,
 * for everybody calls theirs something else.
 *
 * @throws BailiffError INVALID_SUBMISSION when a file has changed since it was looked at.
 */
export async function digestOf(submission: Submission): Promise<string> {
  const hash = createHash('sha256');
  const sources = await readSources(submission);
  for (const { path, content } of sources) {
    const name = sources.length === 1 ? `*${extname(path)}` : path;
    hash.update(`${name.length}:${name}\0${content.length}\0`).update(content);
  }
  return hash.update(`\0${submission.language}\0${submission.fault ?? ''}`).digest('hex');
}
