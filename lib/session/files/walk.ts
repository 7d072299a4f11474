import type { Piece } from './conversation.js';
import type { FileContext } from './file-error.js';
import { nameOfBytes, type WorkspacePath, workspacePath } from './names.js';
import { ASK, type Entry, encodeAsk, ended, type Facts, WALK } from './protocol.js';

const MAX_DEPTH = 1 << 20;

/** Who can be asked: a conversation, or a talk that shares one. */
export interface Askable {
  ask(frame: Buffer, context: FileContext, onPiece?: (piece: Piece) => void): Promise<Facts | undefined>;
}

export interface WalkOptions {
  /** Look into folders that their owner may not read. */
  readonly forced?: boolean;
  /** 1: only what is in the folder itself. */
  readonly depth?: number;
  /** More entries than that are an error, E2BIG. */
  readonly most: number;
}

/**
 * Tells every entry below a folder with its path relative to it, a byte string. Folders come before what is in them,
 * names in the order of their bytes. Symbolic links are told, not followed.
 */
export async function walk(
  tool: Askable,
  folder: WorkspacePath,
  { forced = false, depth = MAX_DEPTH, most }: WalkOptions,
  onEntry: (path: string, entry: Entry) => void,
): Promise<void> {
  const bytes = workspacePath(folder);
  const above: string[] = [];
  const frame = encodeAsk(ASK.WALK, forced ? WALK.FORCED : 0, depth, BigInt(most), ended(bytes));
  await tool.ask(frame, { syscall: 'scandir', path: nameOfBytes(bytes.toString('latin1')) }, (piece) => {
    if (piece.type !== 'entries') throw new Error('not an entry');
    for (const entry of piece.entries) {
      const parent = entry.depth === 0 ? '' : above[entry.depth - 1];
      if (parent === undefined) throw new Error('an entry in no folder');
      const path = parent + entry.name;
      above[entry.depth] = `${path}/`;
      onEntry(path, entry);
    }
  });
}
