import { BailiffError } from '../../errors.js';
import type { Conversation } from '../files/conversation.js';
import { isFileError } from '../files/file-error.js';
import { nameOfBytes } from '../files/names.js';
import type { Entry } from '../files/protocol.js';
import { kindOf } from '../files/stats.js';
import { walk } from '../files/walk.js';
import { isSparse, type ToCollect } from './collect.js';
import { type Manifest, type StoredEntry, stampOf } from './manifest.js';

const MAX_ENTRIES = 1_000_000;
const MAX_FILE_BYTES = 64 * 2 ** 30;
const RACY_MS = 20; // the kernel's clock for files has ticks of up to 10 ms: a change in the same one is not seen

/** What the last snapshot of this workspace knew. */
export interface Before {
  readonly id: string;
  readonly manifest: Manifest;
}

export interface ToStore extends ToCollect {
  readonly stored: StoredEntry;
}

/** What a workspace looks like. */
export interface Seen {
  readonly entries: StoredEntry[];
  /** Files of which nothing is known yet. */
  readonly changed: ToStore[];
  readonly skipped: string[];
}

/** Walks the workspace; contents of files that stat(2) finds unchanged are known from before. */
export async function compare(tool: Conversation, before: Before | undefined): Promise<Seen> {
  const old = new Map(before?.manifest.entries.map((entry) => [entry.path, entry]));
  const seen: Seen = { entries: [], changed: [], skipped: [] };
  const racyNs = BigInt(Date.now() - RACY_MS) * 1_000_000n;
  try {
    await walk(tool, '', { forced: true, most: MAX_ENTRIES }, (path, entry) => {
      if (!isKept(entry)) return void seen.skipped.push(nameOfBytes(path));
      if (entry.errno !== 0) seen.skipped.push(`${nameOfBytes(path)}/*`);
      const stored = storedEntry(path, entry, racyNs);
      seen.entries.push(stored);
      if (kindOf(entry.mode) !== 'file') return;
      const same = old.get(path);
      if (stored.stamp !== '' && same?.stamp === stored.stamp) stored.blob = same.blob;
      else seen.changed.push({ path, entry, stored });
    });
  } catch (error) {
    if (!isFileError(error, 'E2BIG')) throw error;
    throw new BailiffError('TOO_LARGE', `Cannot take a snapshot of more than ${MAX_ENTRIES} files`);
  }
  return seen;
}

function isKept(entry: Entry): boolean {
  const kind = kindOf(entry.mode);
  if (kind === 'file') return entry.size <= MAX_FILE_BYTES || isSparse(entry);
  return kind === 'folder' || kind === 'symlink';
}

function storedEntry(path: string, entry: Entry, racyNs: bigint): StoredEntry {
  const { mode, size, target, mtimeNs } = entry;
  const kind = kindOf(mode);
  const stamp = kind === 'file' && entry.ctimeNs < racyNs ? stampOf(entry) : '';
  return {
    path,
    mode,
    size,
    mtimeNs: String(mtimeNs),
    stamp,
    target: kind === 'symlink' ? target : undefined,
  };
}
