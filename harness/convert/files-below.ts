import { lstat, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ProblemFile } from '../problem/problem.js';

const MAX_FILES = 500;
const MAX_DEPTH = 16;

/**
 * A file, or the regular files below a folder; hidden ones and symlinks are left out. At most 500, 16 folders deep:
 * what a submission may have.
 */
export async function filesBelow(path: string): Promise<readonly ProblemFile[]> {
  const facts = await lstat(path);
  if (facts.isFile()) return [{ path: basename(path), source: path }];
  const files: ProblemFile[] = [];
  await visit(path, '', 0);
  return files;

  async function visit(folder: string, below: string, depth: number): Promise<void> {
    if (depth > MAX_DEPTH) return;
    for (const entry of (await readdir(folder, { withFileTypes: true })).sort(byEntryName)) {
      if (entry.name.startsWith('.') || files.length >= MAX_FILES) continue;
      const place = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) await visit(join(folder, entry.name), place, depth + 1);
      if (entry.isFile()) files.push({ path: place, source: join(folder, entry.name) });
    }
  }
}

function byEntryName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
