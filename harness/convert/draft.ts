import { constants } from 'node:fs';
import { chmod, copyFile, mkdir, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { ProblemFile } from '../problem/problem.js';

/** A package that is being written. Paths are relative to it. */
export interface Draft {
  readonly folder: string;
  readonly warnings: string[];
}

export async function putText(draft: Draft, path: string, text: string, mode = 0o644): Promise<void> {
  await writeFile(await placeOf(draft, path), text, { flag: 'wx', mode });
}

/** A copy of a file, executable or not as it is; with reflinks where the file system has them. */
export async function putCopy(draft: Draft, path: string, source: string): Promise<void> {
  const target = await placeOf(draft, path);
  await copyFile(source, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  await chmod(target, (await stat(source)).mode & 0o111 ? 0o755 : 0o644);
}

export async function putFiles(draft: Draft, folder: string, files: readonly ProblemFile[]): Promise<void> {
  for (const { path, source } of files) await putCopy(draft, `${folder}/${path}`, source);
}

/** A link to what is in the package already. */
export async function putLink(draft: Draft, path: string, to: string): Promise<void> {
  const target = await placeOf(draft, path);
  await symlink(relative(dirname(target), join(draft.folder, to)), target);
}

async function placeOf(draft: Draft, path: string): Promise<string> {
  const target = join(draft.folder, path);
  await mkdir(dirname(target), { recursive: true });
  return target;
}
