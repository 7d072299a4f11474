import { nameOfBytes } from '../files/names.js';
import { kindOf } from '../files/stats.js';
import type { WorkspaceJail } from '../workspace-jail.js';
import { type Bounded, toolSignal } from './bounded.js';
import type { SearchOptions } from './glob.js';
import { LEFT_OUT, type Listed, listing } from './listing.js';

const DEPTH = 4;
const MOST = 500;

export interface TreeOptions extends SearchOptions {
  /** @default 4 */
  readonly depth?: number;
}

export interface TreeResult extends Bounded {
  /** A line for each entry, indented; folders end with a slash, links show where they lead. */
  readonly text: string;
  readonly files: number;
  readonly folders: number;
}

/** What is in a folder, as a drawing. */
export async function tree(
  jail: WorkspaceJail,
  { in: folder = '', leaveOut = LEFT_OUT, depth = DEPTH, most = MOST, signal }: TreeOptions = {},
): Promise<TreeResult> {
  const found = await listing(jail, folder, leaveOut, toolSignal(signal));
  const folders = found.filter(({ entry }) => kindOf(entry.mode) === 'folder').length;
  const shown = found.filter(({ entry }) => entry.depth < depth);
  const lines = shown.slice(0, most).map(lineOf);
  const hidden = found.length - lines.length;
  if (hidden > 0) lines.push(`… and ${hidden} more`);
  return { text: lines.join('\n'), files: found.length - folders, folders, truncated: hidden > 0 };
}

function lineOf({ entry }: Listed): string {
  const kind = kindOf(entry.mode);
  const end =
    kind === 'folder'
      ? '/'
      : kind === 'symlink'
        ? ` -> ${onOneLine(entry.target)}`
        : kind === 'file'
          ? ''
          : ` (${kind})`;
  return `${'  '.repeat(entry.depth)}${onOneLine(entry.name)}${end}`;
}

/** A name may have line ends in it, and so look like more entries. */
function onOneLine(bytes: string): string {
  return JSON.stringify(nameOfBytes(bytes)).slice(1, -1);
}
