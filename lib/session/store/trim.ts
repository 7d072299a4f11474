import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ignoreMissing, type Layout, storageFault } from './layout.js';
import { isSnapshotId, readHeader, readManifest } from './manifest.js';

const GRACE_MS = 10 * 60_000; // somebody may be about to publish a snapshot that uses it

export interface SnapshotInfo {
  readonly id: string;
  readonly createdAt: Date;
  /** Whose it is: as the caller named it. */
  readonly label: string;
  readonly files: number;
  readonly bytes: number;
  readonly addedBytes: number;
}

export interface Retention {
  /** Of each label, at most so many: the newest. */
  readonly count?: number;
  readonly maxAgeMs?: number;
  /** These stay, whatever the rest says. */
  readonly keep?: readonly string[];
}

/** Those whose first line can be read, newest first. */
export async function listSnapshots(layout: Layout): Promise<SnapshotInfo[]> {
  const ids = (await readdir(layout.snapshots)).filter(isSnapshotId);
  const headers = await Promise.all(ids.map(async (id) => ({ id, header: await readHeader(layout, id) })));
  return headers
    .flatMap(({ id, header }) => (header ? [{ id, ...infoOf(header) }] : []))
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
}

/** Removes snapshots by count and age, then contents that no snapshot has. Resolves with the ids that went. */
export async function trim(
  layout: Layout,
  { count = Number.POSITIVE_INFINITY, maxAgeMs = Number.POSITIVE_INFINITY, keep = [] }: Retention,
): Promise<string[]> {
  const kept = new Set(keep);
  const seen = new Map<string, number>();
  const gone: string[] = [];
  for (const { id, label, createdAt } of await listSnapshots(layout)) {
    const rank = seen.get(label) ?? 0;
    seen.set(label, rank + 1);
    if (!kept.has(id) && (rank >= count || Date.now() - createdAt.getTime() > maxAgeMs)) gone.push(id);
  }
  for (const id of gone) await rm(join(layout.snapshots, id), { force: true }).catch(storageFault);
  await removeDead(layout);
  return gone;
}

/** While there is a list that cannot be read, nobody knows what is its own: then contents stay. */
async function removeDead(layout: Layout): Promise<void> {
  const ids = (await readdir(layout.snapshots)).filter(isSnapshotId);
  const used = new Set<string>();
  for (const id of ids) {
    const manifest = await readManifest(layout, id).catch(() => undefined);
    if (!manifest) return;
    for (const name of manifest.packs) used.add(name);
  }
  await removeOld(layout.packs, (name) => !used.has(name));
  const alive = new Set(ids);
  await removeOld(layout.marks, (name) => !alive.has(name.split('.')[0]!));
}

async function removeOld(folder: string, isDead: (name: string) => boolean): Promise<void> {
  for (const name of (await readdir(folder)).filter(isDead)) {
    const path = join(folder, name);
    const facts = await stat(path).catch(ignoreMissing);
    if (facts && Date.now() - facts.mtimeMs > GRACE_MS) await rm(path, { force: true }).catch(storageFault);
  }
}

function infoOf({
  createdAt,
  label,
  files,
  bytes,
  addedBytes,
}: Omit<SnapshotInfo, 'id' | 'createdAt'> & { createdAt: number }) {
  return { createdAt: new Date(createdAt), label, files, bytes, addedBytes };
}
