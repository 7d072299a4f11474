import { BailiffError } from '../../lib/index.js';

/** Why an archive is not taken apart. The caller's fault: whoever knows what the archive is gives it its own code. */
export function refused(archive: string, why: string, cause?: unknown): BailiffError {
  return new BailiffError('INVALID_PROBLEM', `Cannot unpack "${archive}": ${why}`, { cause });
}
