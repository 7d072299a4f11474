import { join } from 'node:path';
import type { ActiveKeeper } from './active-keeper.js';
import type { Registry } from './registry.js';
import { openStore, type SnapshotInfo, type SnapshotStore } from './store/store.js';
import type { WorkspaceJail } from './workspace-jail.js';

const KEPT = { count: 10, maxAgeMs: 30 * 24 * 3_600_000 };

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
  /** The oldest of the session go: ten are kept, for 30 days, and what a session begins with next. */
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
      await keeper.keep({ snapshot: taken.id });
      await trim(store, registry, label, taken.id);
      const { id, files, bytes, addedBytes, skipped } = taken;
      return { id, files, bytes, addedBytes, skipped };
    },
    restore: async (id) => {
      const { since } = await (await storeOf(registry)).restore(id, jail);
      await keeper.keep({ snapshot: since });
    },
  };
}

/** Those of other sessions are theirs. */
async function trim(store: SnapshotStore, registry: Registry, label: string, newest: string): Promise<void> {
  const all = await store.list();
  const own = all.filter((each) => each.label === label);
  const isOld = (each: SnapshotInfo) => Date.now() - each.createdAt.getTime() > KEPT.maxAgeMs;
  if (own.length <= KEPT.count && !own.some(isOld)) return;
  const used = (await registry.list()).flatMap(({ snapshot }) => snapshot?.split(/[^0-9a-z]/)[0] ?? []);
  const others = all.filter((each) => each.label !== label).map(({ id }) => id);
  await store.trim({ ...KEPT, keep: [newest, ...used, ...others] });
}
