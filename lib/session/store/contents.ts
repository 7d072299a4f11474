import type { Conversation } from '../files/conversation.js';
import { nameOfBytes } from '../files/names.js';
import { type Collected, collect, isUnreadable } from './collect.js';
import type { Before, Seen, ToStore } from './compare.js';
import { foldable } from './fold.js';
import type { Layout } from './layout.js';
import type { Blob, StoredEntry } from './manifest.js';
import { PackReader } from './pack-reader.js';
import type { PackWriter } from './pack-writer.js';

/** Contents by what they are. */
type Known = Map<string, Blob>;

/** Reads what changed, and puts what is new of it into the pack, whose number is that behind those of before. */
export async function storeContents(
  tool: Conversation,
  pack: PackWriter,
  { entries, changed, skipped }: Seen,
  before: Before | undefined,
): Promise<StoredEntry[]> {
  const number = before?.manifest.packs.length ?? 0;
  const known: Known = new Map();
  for (const { blob } of before?.manifest.entries ?? []) if (blob) known.set(keyOf(blob), blob);
  const gone = new Set<StoredEntry>();
  const skip = ({ path, stored }: ToStore) => {
    gone.add(stored);
    skipped.push(nameOfBytes(path));
  };
  for await (const collected of collect(tool, changed, skip))
    if (!(await storeOne(pack, collected, number, known))) skip(collected.item);
  return entries.filter((entry) => !gone.has(entry));
}

/** False when the file cannot be read to its end. */
async function storeOne(
  pack: PackWriter,
  { item, isSparse, chunks, isSame }: Collected<ToStore>,
  number: number,
  known: Known,
): Promise<boolean> {
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
    return false;
  }
  const { offset, length, sha256 } = pack.end(
    (hash, bytes) => bytes === 0 || known.has(`${hash} ${bytes} ${isSparse}`),
  );
  const blob: Blob = [number, offset, length, sha256, isSparse];
  if (length > 0 && !known.has(keyOf(blob))) known.set(keyOf(blob), blob);
  item.stored.blob = known.get(keyOf(blob));
  if (!isSparse) item.stored.size = read;
  if (!isSame()) item.stored.stamp = '';
  return true;
}

/** Moves what is left of packs that are mostly dead, or too many, to the new one. */
export async function foldPacks(
  layout: Layout,
  pack: PackWriter,
  entries: readonly StoredEntry[],
  { id, manifest }: Before,
): Promise<void> {
  const old = await foldable(layout, manifest.packs, entries);
  if (old.size === 0) return;
  await using reader = new PackReader(layout, id, manifest.packs);
  const moved: Known = new Map();
  for (const entry of entries) {
    if (!entry.blob || !old.has(entry.blob[0])) continue;
    const key = keyOf(entry.blob);
    if (!moved.has(key)) {
      pack.begin();
      for await (const chunk of reader.read(entry.blob)) await pack.add(chunk);
      const [, , length, sha256, isSparse] = entry.blob;
      const { offset } = pack.end(() => false);
      moved.set(key, [manifest.packs.length, offset, length, sha256, isSparse]);
    }
    entry.blob = moved.get(key);
  }
}

function keyOf([, , length, sha256, isSparse]: Blob): string {
  return `${sha256} ${length} ${isSparse}`;
}
