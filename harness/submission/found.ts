import { join } from 'node:path';
import { blamingHost } from '../host-errors.js';
import type { SubmissionKind } from './kind.js';
import { faultOf } from './refusal.js';
import { scanFiles, scanSubmission } from './scan.js';
import type { Submission } from './submission.js';
import { isZip } from './unpack.js';

/** A submission that was found by its name, and not looked at. */
export interface Found {
  readonly name: string;
  /** The file or folder; with `members` the folder that they are in. */
  readonly path: string;
  /** It is only these files, each under another name. */
  readonly members?: readonly { readonly entry: string; readonly path: string }[];
  /** Whether it was named itself, not only the folder that it is in. */
  readonly given: boolean;
}

/**
 * Looks at what was found. What is wrong with one of many is a fault of its own, and shows in its result.
 *
 * @throws BailiffError INVALID_SUBMISSION or UNKNOWN_LANGUAGE for one that was named itself.
 */
export async function lookAt(found: Found, kind: SubmissionKind): Promise<Submission> {
  const { name, given } = found;
  try {
    return await blamingHost(found.path, () => scan(found, kind));
  } catch (error) {
    const fault = given ? undefined : faultOf(name, error);
    if (fault === undefined) throw error;
    return { name, language: '', main: '', files: [], fault };
  }
}

function scan({ name, path, members }: Found, kind: SubmissionKind): Promise<Submission> {
  const [only, ...others] = members ?? [];
  if (only === undefined) return scanSubmission(path, name, kind);
  if (others.length === 0 && isZip(only.entry)) return scanSubmission(join(path, only.entry), name, kind);
  return scanFiles(path, members!, name, kind);
}
