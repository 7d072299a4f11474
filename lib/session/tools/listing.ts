import { nameOfBytes, type WorkspacePath } from '../files/names.js';
import type { Entry } from '../files/protocol.js';
import { withConversation } from '../files/talk.js';
import { walk } from '../files/walk.js';
import type { WorkspaceJail } from '../workspace-jail.js';

const MOST = 500_000;

/** Folders that tools leave out unless they are told otherwise: large, and not what anybody looks for. */
export const LEFT_OUT: readonly string[] = ['.git', 'node_modules', '__pycache__', '.venv'];

export interface Listed {
  /** Relative to the folder that was asked for. */
  readonly path: string;
  readonly entry: Entry;
}

/** What is below a folder, without the folders of these names. */
export async function listing(
  jail: WorkspaceJail,
  folder: WorkspacePath,
  leftOut: readonly string[],
  signal: AbortSignal,
): Promise<Listed[]> {
  const found: Listed[] = [];
  const names = new Set(leftOut);
  let outDepth = Number.POSITIVE_INFINITY; // all that is deeper is in a folder that is left out
  await withConversation(
    jail,
    (tool) =>
      walk(tool, folder, { most: MOST }, (path, entry) => {
        if (entry.depth > outDepth) return;
        outDepth = names.has(entry.name) ? entry.depth : Number.POSITIVE_INFINITY;
        if (outDepth > entry.depth) found.push({ path: nameOfBytes(path), entry });
      }),
    signal,
  );
  return found;
}
