import { join } from 'node:path';
import { entriesOf, lstatOf } from './entries.js';
import type { SubmissionKind } from './kind.js';
import { invalidSubmission } from './refusal.js';
import { SUBMISSION_CAPS } from './submission.js';
import { isZip, unpackSubmission } from './unpack.js';

/** Zip files and folders around each other: more is no accident. */
const MAX_LAYERS = 8;

/**
 * Takes off what is around a submission's files: zip files, and folders that hold nothing that counts but one folder
 * or one zip file, as zip programs and course platforms make them.
 *
 * @param path Without a symlink on the way.
 */
export async function unwrap(path: string, name: string, kind: SubmissionKind): Promise<string> {
  let at = path;
  for (let layers = 0; layers <= MAX_LAYERS; layers++) {
    const inner = await innerOf(at, name, kind);
    if (inner === undefined) return at;
    at = inner;
  }
  throw invalidSubmission(name, `it is packed into more than ${MAX_LAYERS} zip files and folders`);
}

async function innerOf(path: string, name: string, kind: SubmissionKind): Promise<string | undefined> {
  if ((await lstatOf(path, name)).isFile()) return isZip(path) ? unpackSubmission(path, name) : undefined;
  const max = SUBMISSION_CAPS.files;
  const entries = await entriesOf(path, name, max, `it has more than ${max} files`);
  if (entries.some((entry) => entry.isFile() && !isZip(entry.name) && kind.isContent(entry.name)))
    return undefined;
  const inner = entries.filter((entry) => entry.isDirectory() || isZip(entry.name));
  return inner.length === 1 ? join(path, inner[0]!.name) : undefined;
}
