import { posix } from 'node:path';
import type { Tool } from '../../checkers/checker.js';
import { findEntry } from '../../submission/entry.js';
import { find, invalid, list, type Package } from '../package.js';

/**
 * A program that problem.yaml of a plain folder names: a file, with the headers in its folder, or a folder of files.
 *
 * @throws BailiffError INVALID_PROBLEM when it is not there, or in no language that is known
 */
export async function programAt(from: Package, path: string): Promise<Tool> {
  const found = await find(from, path);
  if (!found) throw invalid(from, `"problem.yaml" names "${path}", which is not there`);
  const folder = found.kind === 'folder' ? path : posix.dirname(path);
  const beside = (await list(from, folder)).filter(({ kind }) => kind === 'file');
  const entry = findEntry(found.kind === 'folder' ? beside.map(({ name }) => name) : [posix.basename(path)]);
  if (typeof entry === 'string') throw invalid(from, `"${path}" ${entry}`);
  const taken = beside.filter(
    ({ name }) => found.kind === 'folder' || name === entry.main || /\.(h|hpp)$/.test(name),
  );
  return { name: path, ...entry, files: taken.map(({ name, path: source }) => ({ path: name, source })) };
}
