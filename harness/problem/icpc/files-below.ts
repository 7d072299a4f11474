import { formatBytes } from '../../../lib/index.js';
import { invalid, list, type Package } from '../package.js';
import type { ProblemFile } from '../problem.js';

/** Most that a program or a set of files may have: what one job may bring. */
const CAPS = { files: 500, bytes: 32 * 2 ** 20, depth: 16 } as const;

/** The files of a folder and of those below it, by their paths in it. */
export async function filesBelow(from: Package, folder: string): Promise<readonly ProblemFile[]> {
  const files: ProblemFile[] = [];
  let bytes = 0;
  await visit('', 1);
  return files;

  async function visit(below: string, depth: number): Promise<void> {
    if (depth > CAPS.depth) throw invalid(from, `"${folder}" is deeper than ${CAPS.depth} folders`);
    for (const { name, kind, path: source, sizeBytes } of await list(
      from,
      `${folder}${below && `/${below}`}`,
    )) {
      const path = below === '' ? name : `${below}/${name}`;
      if (kind === 'folder') await visit(path, depth + 1);
      else files.push({ path, source });
      bytes += kind === 'file' ? sizeBytes : 0;
      if (files.length > CAPS.files) throw invalid(from, `"${folder}" has more than ${CAPS.files} files`);
      if (bytes > CAPS.bytes) throw invalid(from, `"${folder}" is larger than ${formatBytes(CAPS.bytes)}`);
    }
  }
}
