import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';

/** Where commands of the system's administration are, whatever PATH says. */
export const SYSTEM_FOLDERS = ['/usr/sbin', '/sbin', '/usr/bin', '/bin'] as const;

/** The first of the commands that is an executable file in one of the folders, as a path. */
export function findOnPath(commands: readonly string[], folders: readonly string[]): string | undefined {
  const candidates = commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  return candidates.find(isExecutable);
}

/** Whether the path is a regular file (symlinks followed) that we may execute. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
