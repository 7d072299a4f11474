import { constants } from 'node:fs';
import { access, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Candidate } from './recipe.js';

export interface SearchFolders {
  /** The folders of PATH, absolute. */
  readonly path: readonly string[];
  /** bailiff's own folder. */
  readonly home: string;
}

/** The folders that a candidate's command may be in, in the order in which they count. */
export function candidateFolders(candidate: Candidate, { path, home }: SearchFolders): string[] {
  const own = (candidate.folders ?? []).map((folder) => folder.replaceAll('{home}', home));
  return [...new Set([...own, ...path])];
}

/** Every executable of the candidate's name, none twice by its real path. */
export async function candidateCommands(candidate: Candidate, search: SearchFolders): Promise<string[]> {
  const paths = candidateFolders(candidate, search).map((folder) => join(folder, candidate.command));
  const real = await Promise.all(paths.map(realExecutable));
  return paths.filter((_, i) => real[i] !== undefined && real.indexOf(real[i]) === i);
}

/** Folders beside `root` that hold the command too: other versions, by their real paths. */
export async function siblingRoots(root: string, command: string): Promise<string[]> {
  const parent = dirname(root);
  const names = await readdir(parent).catch(() => []);
  const folders = names.filter((name) => !name.startsWith('.') && name !== basename(root));
  const roots = await Promise.all(
    folders.map(async (name) => {
      const folder = join(parent, name);
      return (await realExecutable(join(folder, 'bin', command))) && realpath(folder);
    }),
  );
  return [...new Set(roots.filter((folder) => folder !== undefined && folder !== root))] as string[];
}

/** The real path of an executable file, `undefined` when it is none. */
export async function realExecutable(path: string): Promise<string | undefined> {
  try {
    await access(path, constants.X_OK);
    const real = await realpath(path);
    return (await stat(real)).isFile() ? real : undefined;
  } catch {
    return undefined;
  }
}
