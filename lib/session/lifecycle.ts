import type { z } from 'zod';
import { BailiffError } from '../errors.js';
import { ActiveKeeper } from './active-keeper.js';
import { openFiles } from './files/files.js';
import { changesOf, makeSession, newMeta } from './make-session.js';
import { isExpired, type SessionMeta } from './meta.js';
import type { SessionOptions } from './options.js';
import { expire, removeSession } from './remove-session.js';
import { type Rooms, roomsOf, type SessionParts } from './rooms.js';
import { openSnapshots } from './snapshots.js';
import { openWorkspaceJail } from './workspace-jail.js';

type Options = z.output<typeof SessionOptions>;

/** @throws as `Session.open()` and `Session.attach()` */
export async function openSession(
  options: Options,
  { mustExist = false }: { readonly mustExist?: boolean } = {},
): Promise<SessionParts> {
  const rooms = await roomsOf(options);
  const { registry } = rooms;
  const id = options.id ?? registry.newId();
  const known = await registry.find(id);
  if (known && isExpired(known)) await expire(rooms, id);
  if (!known && mustExist) return registry.explain(id);
  if (known && options.from !== undefined)
    throw new BailiffError(
      'INVALID_OPTIONS',
      `Cannot open "${id}" from a snapshot: there is a session of that name`,
    );
  if (!known) return await newSession(rooms, newMeta(id, options), options);
  const changes = changesOf(known, options);
  const parts = assemble(rooms, known, options);
  try {
    await parts.keeper.use(async () => undefined);
    if (Object.keys(changes).length > 0) await parts.keeper.change(changes);
    return parts;
  } catch (error) {
    await closeSession(parts).catch(() => undefined);
    throw error;
  }
}

/** Sessions with the settings of another, and what is in it now. */
export async function forkSession(parts: SessionParts, count: number): Promise<SessionParts[]> {
  const { keeper, registry, snapshots, onWarning } = parts;
  const { id: from } = await snapshots.take();
  const fresh = { snapshot: undefined, snapshots: [], recovered: undefined, snapshotFailed: undefined };
  const forks = Array.from({ length: count }, () => {
    const now = Date.now();
    const meta = { ...keeper.meta, ...fresh, id: registry.newId(), createdAt: now, usedAt: now };
    return newSession(parts, meta, { from, onWarning });
  });
  return Promise.all(forks);
}

/** Ends its processes and lets go of it. */
export async function closeSession({ files, keeper, disown }: SessionParts): Promise<void> {
  disown();
  await files.close().catch(() => undefined); // its tool, which waits for more
  await keeper.close();
}

async function newSession(
  rooms: Rooms,
  wanted: SessionMeta,
  { from, onWarning }: Pick<Options, 'from' | 'onWarning'>,
): Promise<SessionParts> {
  const parts = assemble(rooms, await makeSession(rooms, wanted), { onWarning, isNew: true });
  try {
    await parts.keeper.use(async () => undefined);
    if (from !== undefined) await parts.snapshots.restore(from);
    return parts;
  } catch (error) {
    await closeSession(parts).catch(() => undefined);
    if (from !== undefined) await removeSession(rooms, wanted.id).catch(() => undefined);
    throw error;
  }
}

function assemble(
  { runner, registry }: Rooms,
  meta: SessionMeta,
  how: Pick<Options, 'onWarning'> & { readonly isNew?: boolean },
): SessionParts {
  const rooms = { runner, registry };
  const keeper = new ActiveKeeper(rooms, meta, how);
  const jail = openWorkspaceJail((task) => keeper.use(task));
  const snapshots = openSnapshots(registry, keeper, jail);
  keeper.beforeRest(() => snapshots.take());
  const { onWarning } = how;
  const parts = { ...rooms, keeper, jail, files: openFiles(jail), snapshots, onWarning };
  const disown = runner.owned.add(() => closeSession(owned));
  const owned: SessionParts = { ...parts, disown };
  return owned;
}
