import { isExpired, type Recovered, type SnapshotFailed } from './meta.js';
import { type Holder, isAlive } from './registry.js';
import { expire } from './remove-session.js';
import type { Rooms } from './rooms.js';

/** A session as `Session.list()` has it. Times are in milliseconds since 1970. */
export interface SessionInfo {
  readonly id: string;
  /** `open`: a process has it. */
  readonly state: 'open' | 'stopped';
  readonly holder: Holder | undefined;
  readonly createdAt: number;
  readonly usedAt: number;
  readonly expiresAt: number;
  readonly language: string | undefined;
  readonly limits: { readonly workspaceBytes: number; readonly workspaceFiles: number };
  /** How its workspace came back when it was damaged, the last time that it was. */
  readonly recovered: Recovered | undefined;
  /** Why it was stopped without a snapshot, if it was, the last time. */
  readonly snapshotFailed: SnapshotFailed | undefined;
}

/** All of them, the one used last first; those that have expired go. */
export async function listSessions(rooms: Rooms): Promise<SessionInfo[]> {
  const infos = await Promise.all(
    (await rooms.registry.list()).map(async (meta): Promise<SessionInfo | undefined> => {
      const holder = await rooms.registry.holder(meta.id);
      const isOpen = holder !== undefined && isAlive(holder.pid);
      if (!isOpen && isExpired(meta)) return expire(rooms, meta.id).catch(() => undefined);
      const { id, createdAt, usedAt, expireMs, language, workspaceBytes, workspaceFiles } = meta;
      const { recovered, snapshotFailed } = meta;
      return {
        id,
        state: isOpen ? 'open' : 'stopped',
        holder: isOpen ? holder : undefined,
        ...{ createdAt, usedAt, expiresAt: usedAt + expireMs, language },
        limits: { workspaceBytes, workspaceFiles },
        ...{ recovered, snapshotFailed },
      };
    }),
  );
  await rooms.registry.gone.forget();
  return infos.filter((info) => info !== undefined);
}
