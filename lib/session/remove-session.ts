import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { removeOwnFolder } from '../jail/remove.js';
import { ActiveKeeper } from './active-keeper.js';
import { withLock } from './hold.js';
import type { SessionMeta } from './meta.js';
import { workspaceOf } from './registry.js';
import type { Rooms } from './rooms.js';
import { openWorkspaceJail } from './workspace-jail.js';

/** @throws BailiffError SESSION_NOT_FOUND and its like, SESSION_BUSY */
export async function removeSession(rooms: Rooms, id: string): Promise<void> {
  await bury(rooms, id, 'removed');
}

/** Removes one that nobody has used for too long. @throws BailiffError SESSION_EXPIRED, always */
export async function expire(rooms: Rooms, id: string): Promise<undefined> {
  await bury(rooms, id, 'expired');
  await rooms.registry.explain(id);
}

/** Nobody has it while it goes; what is half gone has another name already. A file system goes unseen, whole or not. */
async function bury(rooms: Rooms, id: string, how: 'removed' | 'expired'): Promise<void> {
  const { registry } = rooms;
  const meta = (await registry.find(id)) ?? (await registry.explain(id));
  const going = join(registry.folder, `.gone-${process.pid}-${registry.newId()}`);
  const goes = async () => {
    await registry.gone.note(id, how);
    await rename(registry.pathOf(id), going);
  };
  if (meta.kind === 'image') await withLock(rooms, id, goes);
  else await emptied(rooms, meta, goes);
  if (meta.kind === 'folder') removeOwnFolder(workspaceOf(going, meta.kind), registry.home);
  await rm(going, { recursive: true, force: true });
}

async function emptied(rooms: Rooms, meta: SessionMeta, goes: () => Promise<void>): Promise<void> {
  const keeper = new ActiveKeeper(rooms, meta);
  await keeper.use(async (active) => {
    await openWorkspaceJail((task) => task(active)).run(EMPTY_WORKSPACE, { makesRoom: true });
    await active.close();
    await goes();
  });
  await keeper.close();
}

/** By who made what is there: no name of it is followed or changed from outside, however deep it lies. */
const EMPTY_WORKSPACE = [
  '/bin/sh',
  '-c',
  'chmod -R u+rwx . 2>/dev/null; for entry in * .[!.]* ..?*; do rm -rf -- "./$entry"; done',
];
