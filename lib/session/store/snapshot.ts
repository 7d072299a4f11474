import { stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { kindOf } from '../files/stats.js';
import { withConversation } from '../files/talk.js';
import type { WorkspaceJail } from '../workspace-jail.js';
import { type Before, compare } from './compare.js';
import { foldPacks, storeContents } from './contents.js';
import { ignoreMissing, type Layout, storageFault, writeWhole } from './layout.js';
import { type Blob, damaged, encodeManifest, type StoredEntry } from './manifest.js';
import { PackWriter } from './pack-writer.js';

export interface Taken {
  readonly id: string;
  readonly files: number;
  readonly bytes: number;
  /** What this one added to the store. */
  readonly addedBytes: number;
  /** Pipes, sockets, devices, and what could not be read. */
  readonly skipped: readonly string[];
}

export interface TakeOptions {
  readonly before: Before | undefined;
  readonly label: string;
  readonly signal?: AbortSignal;
}

/** Takes a snapshot: reads what changed since `before`, stores what is new of that, and publishes the list. */
export async function takeSnapshot(
  layout: Layout,
  jail: WorkspaceJail,
  { before, label, signal }: TakeOptions,
): Promise<Taken> {
  const pack = new PackWriter(layout);
  try {
    const read = await withConversation(
      jail,
      async (tool) => {
        const seen = await compare(tool, before);
        return { entries: await storeContents(tool, pack, seen, before), skipped: seen.skipped };
      },
      signal,
    );
    if (before) await foldPacks(layout, pack, read.entries, before);
    const added = await pack.finish();
    const { packs, entries } = withPack(before?.manifest.packs ?? [], added, read.entries);
    await keepPacks(layout, packs, before);
    const summary = { ...sizeOf(entries), addedBytes: pack.bytes };
    const head = { version: 1 as const, createdAt: Date.now(), label, ...summary };
    const { id, text } = encodeManifest({ ...head, packs, skipped: read.skipped, entries });
    await writeWhole(layout, layout.snapshots, id, text);
    return { id, ...summary, skipped: read.skipped };
  } finally {
    await pack.discard();
  }
}

function sizeOf(entries: readonly StoredEntry[]): { files: number; bytes: number } {
  const files = entries.filter(({ mode }) => kindOf(mode) === 'file');
  return { files: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0) };
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
  const numberOf = (old: number) => {
    const same = packs.indexOf(all[old]!); // equal contents make equal packs
    const number = numbers.get(old) ?? (same >= 0 ? same : packs.push(all[old]!) - 1);
    numbers.set(old, number);
    return number;
  };
  const renumbered = entries.map((entry) => {
    if (!entry.blob) return entry;
    const [old, ...rest] = entry.blob;
    return { ...entry, blob: [numberOf(old), ...rest] as Blob };
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
