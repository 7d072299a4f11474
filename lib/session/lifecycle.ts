import type { z } from 'zod';
import { BailiffError } from '../errors.js';
import { ActiveKeeper } from './active-keeper.js';
import { openFiles } from './files/files.js';
import { changesOf, makeSession, newMeta } from './make-session.js';
import type { SessionOptions } from './options.js';
import { isExpired, type SessionMeta } from './registry.js';
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
  if (!known) return await newSession(rooms, newMeta(id, options), options.from);
  const changes = changesOf(known, options);
  const parts = assemble(rooms, known);
  await parts.keeper.use(async () => undefined);
  if (Object.keys(changes).length > 0) await parts.keeper.change(changes);
  return parts;
}

/** A session with the settings of another, and what is in a snapshot of it. */
export async function forkSession(
  { runner, registry, keeper }: SessionParts,
  from: string,
): Promise<SessionParts> {
  const now = Date.now();
  const meta = { ...keeper.meta, id: registry.newId(), createdAt: now, usedAt: now, snapshot: undefined };
  return await newSession({ runner, registry }, meta, from);
}

async function newSession(
  rooms: Rooms,
  wanted: SessionMeta,
  from: string | undefined,
): Promise<SessionParts> {
  const parts = assemble(rooms, await makeSession(rooms, wanted));
  try {
    await parts.keeper.use(async () => undefined);
    if (from !== undefined) await parts.snapshots.restore(from);
    return parts;
  } catch (error) {
    await parts.keeper.close().catch(() => undefined);
    if (from !== undefined) await removeSession(rooms, wanted.id).catch(() => undefined);
    throw error;
  }
}

function assemble(rooms: Rooms, meta: SessionMeta): SessionParts {
  const { runner, registry } = rooms;
  const keeper = new ActiveKeeper(runner, registry, meta);
  const jail = openWorkspaceJail((task) => keeper.use(task));
  const snapshots = openSnapshots(registry, keeper, jail);
  keeper.beforeRest(() => snapshots.take());
  return { ...rooms, keeper, jail, files: openFiles(jail), snapshots };
}
