import { join } from 'node:path';
import { realExecutable } from './candidate-commands.js';

/** Whether one of the folders holds the command. */
export async function isOnPath(command: string, path: readonly string[]): Promise<boolean> {
  const found = await Promise.all(path.map((folder) => realExecutable(join(folder, command))));
  return found.some((real) => real !== undefined);
}
