import { posix } from 'node:path';
import { formatBytes } from '../../../lib/index.js';
import { find, invalid, type Package, type PackageEntry } from '../package.js';
import { MAX_DATA_BYTES } from '../usual.js';

/**
 * A file that problem.xml names; `undefined` when it is not in the package.
 *
 * @throws BailiffError INVALID_PROBLEM for a path that leaves the package, and for a file that is too large
 */
export async function fileOf(from: Package, path: string): Promise<PackageEntry | undefined> {
  if (posix.isAbsolute(path) || path.split(/[/\\]/).includes('..') || path.includes('\0'))
    throw invalid(from, `"problem.xml" names ${JSON.stringify(path)}, which leaves the package`);
  const entry = await find(from, path);
  if (entry?.kind !== 'file') return undefined;
  if (entry.sizeBytes > MAX_DATA_BYTES)
    throw invalid(from, `"${path}" is larger than ${formatBytes(MAX_DATA_BYTES)}`);
  return entry;
}
