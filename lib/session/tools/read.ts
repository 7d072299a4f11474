import { BailiffError } from '../../errors.js';
import type { WorkspacePath } from '../files/names.js';
import type { SessionFiles } from '../files/session-files.js';
import { type Bounded, cutLine } from './bounded.js';

const LINES = 2_000;
const LINE_CHARACTERS = 2_000;
const TEXT_CHARACTERS = 256 * 1024;
const READ_BYTES = 64 * 2 ** 20;
const NUMBER_WIDTH = 6;

export interface ReadOptions {
  /** The first line, from 1 on; -20: the last 20. @default 1 */
  readonly from?: number;
  /** @default 2,000 */
  readonly lines?: number;
}

export interface ReadResult extends Bounded {
  /** Each line behind its number and a tab, cut at 2,000 characters. */
  readonly text: string;
  readonly from: number;
  /** The last line that is there; `from - 1` when there is none. */
  readonly to: number;
  readonly totalLines: number;
}

/** Reads lines of a text with their numbers. @throws BailiffError EDIT_REFUSED when it is no text */
export async function read(
  files: SessionFiles,
  path: WorkspacePath,
  { from = 1, lines = LINES }: ReadOptions = {},
): Promise<ReadResult> {
  const bytes = await files.readFile(path, { maxBytes: READ_BYTES });
  refuseBinary(bytes, path);
  const all = linesOf(bytes.toString());
  const first = from < 0 ? Math.max(1, all.length + from + 1) : Math.max(1, from);
  let text = '';
  let to = first - 1;
  for (const line of all.slice(first - 1, first - 1 + lines)) {
    const numbered = `${String(to + 1).padStart(NUMBER_WIDTH)}\t${cutLine(line, LINE_CHARACTERS)}\n`;
    if (text.length + numbered.length > TEXT_CHARACTERS) break;
    text += numbered;
    to++;
  }
  return { text, from: first, to, totalLines: all.length, truncated: to < all.length };
}

/** Without the end of the last line. */
export function linesOf(text: string): string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

export function refuseBinary(bytes: Buffer, path: WorkspacePath): void {
  if (!bytes.subarray(0, 8_192).includes(0)) return;
  throw new BailiffError(
    'EDIT_REFUSED',
    `Cannot show or edit "${String(path)}": it is no text; use fs.readFile()`,
  );
}
