import { readFile, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { WorkspaceJail } from '../workspace-jail.js';
import type { Before } from './compare.js';
import { type Layout, openLayout, storageFault } from './layout.js';
import { type Manifest, parseSince, readManifest } from './manifest.js';
import { putSnapshot } from './restore.js';
import { type Taken, takeSnapshot } from './snapshot.js';
import { listSnapshots, type Retention, type SnapshotInfo, trim } from './trim.js';

export type { Retention, SnapshotInfo, Taken };

export interface SnapshotOptions {
  /**
   * The last snapshot of this very workspace, or what `restore()` gave for it: files that stat(2) finds unchanged since
   * are not read again. One that is not there any more is as none.
   */
  readonly since?: string;
  /** Whose snapshot it is, for retention. @default '' */
  readonly label?: string;
  readonly signal?: AbortSignal;
}

/**
 * Snapshots of workspaces: read-only, by content, each whole or not there.
 *
 * Semantics: files, folders and symbolic links with their modes and times are kept; hard links become files of their own;
 * pipes, sockets and devices are left out and named. What programs write while it is taken may be in it or not.
 */
export interface SnapshotStore {
  snapshot(jail: WorkspaceJail, options?: SnapshotOptions): Promise<Taken>;
  /**
   * Puts a snapshot into an empty workspace; when that fails, the workspace is to be thrown away.
   *
   * @throws BailiffError SNAPSHOT_NOT_FOUND, STORE_DAMAGED; an error of node:fs when the workspace is too small.
   */
  restore(
    id: string,
    jail: WorkspaceJail,
    options?: { signal?: AbortSignal },
  ): Promise<{ readonly since: string }>;
  /** Newest first. */
  list(): Promise<SnapshotInfo[]>;
  /** What it alone had goes at the next `trim()`. */
  remove(id: string): Promise<void>;
  /** Removes snapshots by count and age, and contents that no snapshot has. Resolves with the ids that went. */
  trim(retention?: Retention): Promise<string[]>;
}

/** Opens a store in a folder of its own, which is made when missing. Several processes may use it at a time. */
export async function openStore(folder: string): Promise<SnapshotStore> {
  const layout = await openLayout(folder);
  return {
    async snapshot(jail, { since, label = '', signal } = {}) {
      const before = since === undefined ? undefined : await readBefore(layout, since);
      return takeSnapshot(layout, jail, { before, label, signal });
    },
    async restore(id, jail, { signal } = {}) {
      const manifest = await readManifest(layout, id);
      return { since: await putSnapshot(layout, id, manifest, jail, signal) };
    },
    list: () => listSnapshots(layout),
    async remove(id) {
      await readManifest(layout, id).catch((error) => {
        if (error.code !== 'STORE_DAMAGED') throw error;
      });
      await rm(join(layout.snapshots, id), { force: true }).catch(storageFault);
    },
    trim: (retention = {}) => trim(layout, retention),
  };
}

/** `undefined` when it is gone or damaged: then everything is read, and stored anew. */
async function readBefore(layout: Layout, since: string): Promise<Before | undefined> {
  const { id, mark } = parseSince(since);
  try {
    const manifest = await readManifest(layout, id);
    const now = new Date();
    for (const name of manifest.packs) await utimes(join(layout.packs, name), now, now); // rejects when one is missing
    return { id, manifest: mark ? await withMark(layout, manifest, mark) : manifest };
  } catch {
    return undefined;
  }
}

async function withMark(layout: Layout, manifest: Manifest, mark: string): Promise<Manifest> {
  const stamps = z.array(z.string()).parse(JSON.parse(await readFile(join(layout.marks, mark), 'utf8')));
  const entries = manifest.entries.map((entry, i) => ({ ...entry, stamp: stamps[i] ?? '' }));
  return { ...manifest, entries };
}
