import { stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { BailiffError } from '../../errors.js';
import type { Conversation } from '../files/conversation.js';
import { isFileError } from '../files/file-error.js';
import { nameOfBytes } from '../files/names.js';
import { kindOf } from '../files/stats.js';
import { withConversation } from '../files/talk.js';
import { walk } from '../files/walk.js';
import type { WorkspaceJail } from '../workspace-jail.js';
import { collect, isUnreadable, type ToCollect } from './collect.js';
import { foldable } from './fold.js';
import { ignoreMissing, type Layout, storageFault, writeWhole } from './layout.js';
import { type Blob, damaged, encodeManifest, type Manifest, type StoredEntry, stampOf } from './manifest.js';
import { PackReader } from './pack-reader.js';
import { PackWriter } from './pack-writer.js';

const MAX_ENTRIES = 1_000_000;
const MAX_FILE_BYTES = 64 * 2 ** 30;
const RACY_MS = 20; // the kernel's clock for files has ticks of up to 10 ms: a change in the same one is not seen

/** What the last snapshot of this workspace knew. */
export interface Before {
  readonly id: string;
  readonly manifest: Manifest;
}

export interface Taken {
  readonly id: string;
  readonly files: number;
  readonly bytes: number;
  /** What this one added to the store. */
  readonly addedBytes: number;
  /** Pipes, sockets, devices, and what could not be read. */
  readonly skipped: readonly string[];
}

interface ToStore extends ToCollect {
  readonly stored: StoredEntry;
}

/** Takes a snapshot: reads what changed since `before`, stores what is new of that, and publishes the list. */
export async function takeSnapshot(
  layout: Layout,
  jail: WorkspaceJail,
  { before, label, signal }: { before: Before | undefined; label: string; signal?: AbortSignal },
): Promise<Taken> {
  const pack = new PackWriter(layout);
  try {
    const draft = await withConversation(jail, (tool) => fill(layout, tool, pack, before), signal);
    const added = await pack.finish();
    const { packs, entries } = withPack(draft.packs, added, draft.entries);
    await keepPacks(layout, packs, before);
    const files = entries.filter(({ mode }) => kindOf(mode) === 'file');
    const summary = {
      files: files.length,
      bytes: files.reduce((sum, { size }) => sum + size, 0),
      addedBytes: pack.bytes,
    };
    const { id, text } = encodeManifest({
      version: 1,
      createdAt: Date.now(),
      label,
      ...summary,
      packs,
      skipped: draft.skipped,
      entries,
    });
    await writeWhole(layout, layout.snapshots, id, text);
    return { id, ...summary, skipped: draft.skipped };
  } finally {
    await pack.discard();
  }
}

interface Draft {
  /** Those of before; the one that is being written is the next. */
  readonly packs: readonly string[];
  readonly entries: StoredEntry[];
  readonly skipped: string[];
}

async function fill(
  layout: Layout,
  tool: Conversation,
  pack: PackWriter,
  before: Before | undefined,
): Promise<Draft> {
  const draft: Draft = { packs: before?.manifest.packs ?? [], entries: [], skipped: [] };
  const changed = await compare(tool, draft, before);
  const known = new Map<string, Blob>();
  for (const { blob } of before?.manifest.entries ?? [])
    if (blob) known.set(`${blob[3]} ${blob[2]} ${blob[4]}`, blob);
  const isKnown = (sparse: boolean) => (hash: string, length: number) =>
    length === 0 || known.has(`${hash} ${length} ${sparse}`);

  const gone = new Set<StoredEntry>();
  const skip = ({ path, stored }: ToStore) => {
    gone.add(stored);
    draft.skipped.push(nameOfBytes(path));
  };
  for await (const { item, isSparse, chunks, isSame } of collect(tool, changed, skip)) {
    pack.begin();
    let read = 0;
    try {
      for await (const chunk of chunks) {
        read += chunk.length;
        await pack.add(chunk);
      }
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      pack.end(() => true);
      skip(item);
      continue;
    }
    const { offset, length, sha256 } = pack.end(isKnown(isSparse));
    const key = `${sha256} ${length} ${isSparse}`;
    if (length > 0 && !known.has(key)) known.set(key, [draft.packs.length, offset, length, sha256, isSparse]);
    item.stored.blob = known.get(key);
    if (!isSparse) item.stored.size = read;
    if (!isSame()) item.stored.stamp = '';
  }
  if (before) await fold(layout, before, draft, pack, known);
  return { ...draft, entries: draft.entries.filter((entry) => !gone.has(entry)) };
}

/** Walks the workspace: fills in what did not change, and gives the files that did. */
async function compare(tool: Conversation, draft: Draft, before: Before | undefined): Promise<ToStore[]> {
  const old = new Map(before?.manifest.entries.map((entry) => [entry.path, entry]));
  const changed: ToStore[] = [];
  const racyNs = BigInt(Date.now() - RACY_MS) * 1_000_000n;
  const options = { forced: true, most: MAX_ENTRIES };
  await walk(tool, '', options, (path, entry) => {
    const kind = kindOf(entry.mode);
    const isTooLarge = kind === 'file' && entry.size > MAX_FILE_BYTES && entry.blocks * 512 * 2 > entry.size;
    if ((kind !== 'file' && kind !== 'folder' && kind !== 'symlink') || isTooLarge) {
      draft.skipped.push(nameOfBytes(path));
      return;
    }
    if (entry.errno !== 0) draft.skipped.push(`${nameOfBytes(path)}/*`);
    const stamp = kind === 'file' && entry.ctimeNs < racyNs ? stampOf(entry) : '';
    const { mode, size, target } = entry;
    const stored: StoredEntry = { path, mode, size, mtimeNs: String(entry.mtimeNs), stamp };
    if (kind === 'symlink') stored.target = target;
    draft.entries.push(stored);
    if (kind !== 'file') return;
    const same = stamp === '' ? undefined : old.get(path);
    if (same?.stamp === stamp) stored.blob = same.blob;
    else changed.push({ path, entry, stored });
  }).catch((error: unknown) => {
    if (!isFileError(error, 'E2BIG')) throw error;
    throw new BailiffError('TOO_LARGE', `Cannot take a snapshot of more than ${MAX_ENTRIES} files`);
  });
  return changed;
}

/** Moves what is left of packs that are mostly dead, or too many, to the new one. */
async function fold(
  layout: Layout,
  { id, manifest }: Before,
  draft: Draft,
  pack: PackWriter,
  known: Map<string, Blob>,
): Promise<void> {
  const old = await foldable(layout, manifest.packs, draft.entries);
  if (old.size === 0) return;
  await using reader = new PackReader(layout, id, manifest.packs);
  const moved = new Map<string, Blob>();
  for (const entry of draft.entries) {
    if (!entry.blob || !old.has(entry.blob[0])) continue;
    const [, , length, sha256, sparse] = entry.blob;
    const key = `${sha256} ${length} ${sparse}`;
    if (!moved.has(key)) {
      pack.begin();
      for await (const chunk of reader.read(entry.blob)) await pack.add(chunk);
      const { offset } = pack.end(() => false);
      moved.set(key, [draft.packs.length, offset, length, sha256, sparse]);
      known.set(key, moved.get(key)!);
    }
    entry.blob = moved.get(key);
  }
}

/** Only packs that are still used, numbered anew. */
function withPack(
  before: readonly string[],
  added: string | undefined,
  entries: readonly StoredEntry[],
): { packs: string[]; entries: StoredEntry[] } {
  const all = [...before, added ?? ''];
  const packs: string[] = [];
  const numbers = new Map<number, number>();
  const renumbered = entries.map((entry) => {
    if (!entry.blob) return entry;
    const [old, ...rest] = entry.blob;
    let number = numbers.get(old);
    if (number === undefined) {
      const same = packs.indexOf(all[old]!);
      number = same >= 0 ? same : packs.push(all[old]!) - 1;
      numbers.set(old, number);
    }
    return { ...entry, blob: [number, ...rest] as Blob };
  });
  return { packs, entries: renumbered };
}

/** What is used is young again, so that nobody who tidies up takes it away before the list is published. */
async function keepPacks(
  layout: Layout,
  packs: readonly string[],
  before: Before | undefined,
): Promise<void> {
  const now = new Date();
  for (const name of packs) {
    const path = join(layout.packs, name);
    await utimes(path, now, now).catch(ignoreMissing);
    if (!(await stat(path).catch(ignoreMissing).catch(storageFault)))
      throw damaged(before?.id ?? 'new', 'some of its contents are missing');
  }
}
