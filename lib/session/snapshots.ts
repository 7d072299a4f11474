import { join } from 'node:path';
import type { BailiffError } from '../errors.js';
import type { ActiveKeeper } from './active-keeper.js';
import type { SessionMeta } from './meta.js';
import { SNAPSHOT_AGE_MS, SNAPSHOTS_KEPT } from './options.js';
import type { Registry } from './registry.js';
import { openStore, type SnapshotStore } from './store/store.js';
import type { WorkspaceJail } from './workspace-jail.js';

const TIDY_MS = 10 * 60_000; // packs that nobody has any more: to look for them all lists are read

/** A snapshot of a session, to open others from. */
export interface SessionSnapshot {
  readonly id: string;
  readonly files: number;
  readonly bytes: number;
  /** What the store had to take for it. */
  readonly addedBytes: number;
  /** Pipes, sockets and devices, which no snapshot has. */
  readonly skipped: readonly string[];
}

/** The snapshots of one session, in the store of its home. */
export interface Snapshots {
  /** The oldest of the session go: see the option `retention`; never one that a session would begin with next. */
  take(): Promise<SessionSnapshot>;
  /** Into a workspace that is empty. */
  restore(id: string): Promise<void>;
}

/** The store of a home, which all sessions share. */
export function storeOf({ folder }: Registry): Promise<SnapshotStore> {
  return openStore(join(folder, '.snapshots'));
}

export function openSnapshots(registry: Registry, keeper: ActiveKeeper, jail: WorkspaceJail): Snapshots {
  return {
    take: async () => {
      const store = await storeOf(registry);
      const { id: label, snapshot: since } = keeper.meta;
      const taken = await store.snapshot(jail, { since, label });
      const known = keeper.meta.snapshots ?? (await ownOf(store, label));
      const { id, files, bytes, addedBytes, skipped } = taken;
      const all = [...known.filter((each) => each.id !== id), { id, at: Date.now() }];
      const snapshots = await trim(store, registry, all, keeper.meta);
      await keeper.keep({ snapshot: id, snapshots, snapshotFailed: undefined });
      return { id, files, bytes, addedBytes, skipped };
    },
    restore: async (id) => {
      const { since } = await (await storeOf(registry)).restore(id, jail);
      await keeper.keep({ snapshot: since });
    },
  };
}

type Own = NonNullable<SessionMeta['snapshots']>;

/** Of a session of an earlier version. */
async function ownOf(store: SnapshotStore, label: string): Promise<Own> {
  const own = (await store.list()).filter((each) => each.label === label);
  return own.map(({ id, createdAt }) => ({ id, at: createdAt.getTime() })).reverse();
}

/** Removes those that are too many or too old, the newest never. Resolves with those that are left. */
async function trim(
  store: SnapshotStore,
  registry: Registry,
  own: Own,
  { id, retention }: SessionMeta,
): Promise<Own> {
  const { count = SNAPSHOTS_KEPT, maxAgeMs = SNAPSHOT_AGE_MS } = retention ?? {};
  const goes = own.filter(
    ({ at }, i) => i < own.length - 1 && (i < own.length - count || Date.now() - at > maxAgeMs),
  );
  if (goes.length === 0) return own;
  const sessions = await registry.list();
  const used = sessions.flatMap((each) => (each.id === id ? [] : (each.snapshot?.split('.')[0] ?? [])));
  const gone = goes.map((each) => each.id).filter((each) => !used.includes(each));
  for (const each of gone) await store.remove(each).catch(ignoreGone);
  await tidy(store, registry, new Set([...sessions.map((each) => each.id), ...used]));
  return own.filter((each) => !gone.includes(each.id));
}

const tidied = new WeakMap<Registry, number>();

/** What nobody has any more: old snapshots of sessions that went, unless one began with it, and packs. */
async function tidy(store: SnapshotStore, registry: Registry, kept: ReadonlySet<string>): Promise<void> {
  const now = Date.now();
  if (now - (tidied.get(registry) ?? 0) < TIDY_MS) return;
  tidied.set(registry, now);
  for (const { id, label, createdAt } of await store.list())
    if (!kept.has(label) && !kept.has(id) && now - createdAt.getTime() > SNAPSHOT_AGE_MS)
      await store.remove(id).catch(ignoreGone);
  await store.trim();
}

function ignoreGone(error: unknown): void {
  if ((error as BailiffError).code !== 'SNAPSHOT_NOT_FOUND') throw error;
}
