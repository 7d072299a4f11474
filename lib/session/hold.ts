import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { BailiffError, messageOf } from '../errors.js';
import { takeLock } from '../jail/place.js';
import { type ActiveSession, activate } from './active.js';
import type { Recovered, SessionMeta } from './meta.js';
import { recover } from './recover.js';
import { type Holder, isAlive, lockOf, type Registry, workspaceOf } from './registry.js';
import type { Rooms } from './rooms.js';

const NOTE_LOOKS = 6;
const NOTE_PAUSE_MS = 10;

/** A session that this process has. */
export interface HeldSession {
  readonly active: ActiveSession;
  /** Its workspace was damaged, and came back just now. */
  readonly recovered: Recovered | undefined;
  /** Ends all that runs, notes what is known of it by then, and lets go. */
  release(meta: SessionMeta): Promise<void>;
}

/**
 * Takes a session: its lock, and its workspace with a first cell. What is damaged comes back as it was when it was kept
 * last. A new one is taken to be whole, so that nobody waits for its mount before the first call.
 *
 * @throws BailiffError SESSION_BUSY with who has it, SESSION_NOT_FOUND and its like, SESSION_DAMAGED when nothing brings
 * it back, STORAGE_FAILED, and what claimPlace throws
 */
export async function holdSession(
  rooms: Rooms,
  id: string,
  { isNew = false }: { readonly isNew?: boolean } = {},
): Promise<HeldSession> {
  const { registry } = rooms;
  const known = (await registry.find(id)) ?? (await registry.explain(id));
  const lock = await openLock(registry, id);
  try {
    const { active, recovered } = await take(rooms, known, lock, isNew);
    const noted = note(lock, { pid: process.pid, since: Date.now() });
    return { active, recovered, release: (meta) => release(registry, active, lock, noted, meta) };
  } catch (error) {
    await lock.close();
    if (!(await registry.find(id))) await registry.explain(id); // it was removed at that moment
    throw error;
  }
}

/** Does something with the folder of a session that nobody has meanwhile. @throws BailiffError SESSION_BUSY … */
export async function withLock<T>(
  { runner, registry }: Rooms,
  id: string,
  task: () => Promise<T>,
): Promise<T> {
  const { pool } = await runner.engine.resources();
  await using lock = await openLock(registry, id);
  if (!(await takeLock(pool.host, lock))) throw await busy(registry, id);
  if (!(await registry.find(id))) await registry.explain(id);
  return await task();
}

async function take(
  rooms: Rooms,
  known: SessionMeta,
  lock: FileHandle,
  isNew: boolean,
): Promise<Pick<HeldSession, 'active' | 'recovered'>> {
  const path = workspaceOf(rooms.registry.pathOf(known.id), known.kind);
  const active = await activate(rooms, known, path, lock);
  if (active === 'busy') throw await busy(rooms.registry, known.id);
  if (isNew) return { active, recovered: undefined };
  const outcome = await active.mounted;
  if (outcome.state === 'whole') return { active, recovered: undefined };
  await active.release();
  return recover(rooms, active.meta, lock, outcome.reason);
}

async function release(
  registry: Registry,
  active: ActiveSession,
  lock: FileHandle,
  noted: Promise<void>,
  meta: SessionMeta,
): Promise<void> {
  await noted; // before what it says is taken back, and before its descriptor is closed
  try {
    await active.release();
    if (!(await registry.find(meta.id))) return; // it was removed
    await registry.save(meta);
    await lock.truncate(0);
  } finally {
    await lock.close();
  }
}

/**
 * Writes who has a session, for whoever asks. Nobody waits for it, and it does not matter when it fails: it is held up by
 * the journal of the disk while the workspace is mounted, for as long as all else of an open takes.
 */
async function note(lock: FileHandle, holder: Holder): Promise<void> {
  try {
    await lock.truncate(0);
    await lock.writeFile(JSON.stringify(holder));
  } catch {}
}

async function openLock(registry: Registry, id: string): Promise<FileHandle> {
  try {
    return await open(lockOf(registry.pathOf(id)), 'a+', 0o600);
  } catch (cause) {
    if (!(await registry.find(id))) await registry.explain(id);
    throw new BailiffError('STORAGE_FAILED', `Cannot open the lock of a session: ${messageOf(cause)}`, {
      cause,
    });
  }
}

/** Who takes a session notes it soon afterwards; until then there is nobody's note, or that of somebody who was killed. */
async function holderOf(registry: Registry, id: string): Promise<Holder | undefined> {
  for (let left = NOTE_LOOKS; left > 0; left--) {
    const holder = await registry.holder(id);
    if (holder && isAlive(holder.pid)) return holder;
    await sleep(NOTE_PAUSE_MS);
  }
  return undefined;
}

async function busy(registry: Registry, id: string): Promise<BailiffError> {
  const holder = await holderOf(registry, id);
  const who = holder
    ? `process ${holder.pid} has it open since ${new Date(holder.since).toISOString()}`
    : 'somebody else has it open';
  return new BailiffError(
    'SESSION_BUSY',
    `Cannot open the session "${id}": ${who}; one at a time may write to it`,
  );
}
