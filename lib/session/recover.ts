import { type FileHandle, rename, rm } from 'node:fs/promises';
import { BailiffError } from '../errors.js';
import { repairImage } from '../jail/image-repair.js';
import { type ActiveSession, activate } from './active.js';
import { makeWorkspace } from './make-session.js';
import type { Recovered, SessionMeta } from './meta.js';
import { workspaceOf } from './registry.js';
import type { Rooms } from './rooms.js';
import { storeOf } from './snapshots.js';
import type { SnapshotInfo, SnapshotStore } from './store/store.js';
import { openWorkspaceJail } from './workspace-jail.js';

/** Snapshots that cannot be had: the next older one may be whole. */
const NOT_WHOLE: readonly unknown[] = ['STORE_DAMAGED', 'SNAPSHOT_NOT_FOUND'];

/** A workspace that came back. */
export interface Recovery {
  readonly active: ActiveSession;
  readonly recovered: Recovered;
}

/** A damaged session, whose lock the caller has. */
interface Patient {
  readonly rooms: Rooms;
  readonly meta: SessionMeta;
  readonly lock: FileHandle;
  /** Its workspace on the host. */
  readonly path: string;
  readonly reason: string;
}

/**
 * Brings a damaged or missing workspace back: its file system is put in order where that is safe; else it begins anew
 * with the newest snapshot that is whole, and the damaged one stays beside it, the last of them.
 *
 * Semantics: until the new one is whole the damaged one keeps its name, so that whoever is killed here tries again.
 *
 * @throws BailiffError SESSION_DAMAGED when there is neither; what fails while a snapshot is restored. Nothing is lost.
 */
export async function recover(
  rooms: Rooms,
  meta: SessionMeta,
  lock: FileHandle,
  reason: string,
): Promise<Recovery> {
  const path = workspaceOf(rooms.registry.pathOf(meta.id), meta.kind);
  const patient = { rooms, meta, lock, path, reason };
  if (await repairImage(path)) {
    const active = await takeWhole(patient, path);
    if (active) return noted(patient, active, { kind: 'repair' });
  }
  const { id, takenAt } = await beginAnew(patient);
  const kept = await putInPlace(path);
  const active = await takeWhole(patient, path);
  if (!active) throw hopeless(patient, 'what was made anew is damaged as well');
  return noted(patient, active, { kind: 'snapshot', id, takenAt }, kept);
}

async function noted(
  { rooms, reason }: Patient,
  active: ActiveSession,
  from: Recovered['from'],
  kept?: string,
): Promise<Recovery> {
  const recovered = { at: Date.now(), reason, from, ...(kept !== undefined && { kept }) };
  await rooms.registry.save({ ...active.meta, recovered });
  return { active, recovered };
}

async function takeWhole({ rooms, meta, lock }: Patient, path: string): Promise<ActiveSession | undefined> {
  const active = await activate(rooms, meta, path, lock);
  if (active === 'busy') throw new Error('cannot happen: the lock is ours');
  const outcome = await active.mounted.catch(() => undefined);
  if (outcome?.state === 'whole') return active;
  await active.release();
  return undefined;
}

/** Makes the new workspace beside the damaged one, from the newest snapshot that can be read. */
async function beginAnew(patient: Patient): Promise<{ id: string; takenAt: number }> {
  const store = await storeOf(patient.rooms.registry);
  const failed: string[] = [];
  for (const snapshot of await candidates(store, patient.meta)) {
    try {
      const since = await restoreBeside(patient, store, snapshot.id);
      await patient.rooms.registry.save({ ...patient.meta, snapshot: since });
      return { id: snapshot.id, takenAt: snapshot.createdAt.getTime() };
    } catch (error) {
      await rm(besideOf(patient.path), { force: true });
      if (!NOT_WHOLE.includes((error as BailiffError).code)) throw error;
      failed.push(snapshot.id);
    }
  }
  throw hopeless(
    patient,
    failed.length > 0
      ? `none of its snapshots can be read (${failed.join(', ')})`
      : 'there is no snapshot of it',
  );
}

/** Its own, newest first; last the one that it began with. */
async function candidates(store: SnapshotStore, { id, snapshot }: SessionMeta): Promise<SnapshotInfo[]> {
  const all = await store.list();
  const own = all.filter(({ label }) => label === id);
  const first = all.find((each) => snapshot?.startsWith(each.id) && !own.includes(each));
  return first ? [...own, first] : own;
}

async function restoreBeside(patient: Patient, store: SnapshotStore, id: string): Promise<string> {
  const { rooms, meta } = patient;
  const path = besideOf(patient.path);
  await rm(path, { force: true });
  await makeWorkspace(rooms, meta, path);
  const active = await takeWhole(patient, path);
  if (!active) throw hopeless(patient, 'no new one can be made');
  try {
    const { since } = await store.restore(
      id,
      openWorkspaceJail((task) => task(active)),
    );
    return since;
  } finally {
    await active.release();
  }
}

/** Resolves with where the damaged one is now, if there was one. */
async function putInPlace(path: string): Promise<string | undefined> {
  const kept = `${path}.damaged`;
  const wasThere = await rename(path, kept).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return false;
    },
  );
  await rename(besideOf(path), path);
  return wasThere ? kept : undefined;
}

function besideOf(path: string): string {
  return `${path}.new`;
}

function hopeless({ meta, path, reason }: Patient, why: string): BailiffError {
  return new BailiffError(
    'SESSION_DAMAGED',
    `Cannot open the session "${meta.id}": its workspace is damaged (${reason}), and ${why}; its file system is still in "${path}": e2fsck may bring some of it back`,
  );
}
