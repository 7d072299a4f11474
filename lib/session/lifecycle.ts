import { chown, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { BailiffError } from '../errors.js';
import type { CellHost } from '../jail/cell-setup.js';
import { canMakeImages, type Images, openImages } from '../jail/image.js';
import { WORKSPACE_OWNER } from '../jail/place.js';
import { removeOwnFolder } from '../jail/remove.js';
import { sharedRunner } from '../run.js';
import { partsOf, type RunnerParts } from '../runner.js';
import { ActiveKeeper } from './active-keeper.js';
import { openFiles } from './files/files.js';
import { EXPIRE_MS, type SessionOptions, STOP_MS, WORKSPACE_BYTES, WORKSPACE_FILES } from './options.js';
import { type Holder, isExpired, Registry, type SessionMeta, workspaceOf } from './registry.js';
import type { SessionParts } from './session.js';
import { openSnapshots } from './snapshots.js';
import { openWorkspaceJail } from './workspace-jail.js';

type Options = z.output<typeof SessionOptions>;

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
}

interface Rooms {
  readonly runner: RunnerParts;
  readonly registry: Registry;
}

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
    if (from !== undefined) await bury(rooms, wanted.id, 'removed').catch(() => undefined);
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

export async function listSessions(options: Options): Promise<SessionInfo[]> {
  const rooms = await roomsOf(options);
  const infos = await Promise.all(
    (await rooms.registry.list()).map(async (meta): Promise<SessionInfo | undefined> => {
      const holder = await rooms.registry.holder(meta.id);
      const isOpen = holder !== undefined && isAlive(holder.pid);
      if (!isOpen && isExpired(meta)) return expire(rooms, meta.id).catch(() => undefined);
      const { id, createdAt, usedAt, expireMs, language, workspaceBytes, workspaceFiles } = meta;
      return {
        id,
        state: isOpen ? 'open' : 'stopped',
        holder: isOpen ? holder : undefined,
        ...{ createdAt, usedAt, expiresAt: usedAt + expireMs, language },
        limits: { workspaceBytes, workspaceFiles },
      };
    }),
  );
  await rooms.registry.forget();
  return infos.filter((info) => info !== undefined);
}

/** @throws BailiffError SESSION_NOT_FOUND and its like, SESSION_BUSY */
export async function removeSession(options: Options, rooms?: Rooms): Promise<void> {
  await bury(rooms ?? (await roomsOf(options)), options.id!, 'removed');
}

async function expire(rooms: Rooms, id: string): Promise<undefined> {
  await bury(rooms, id, 'expired');
  await rooms.registry.explain(id);
}

/** Nobody has it while it goes; what is half gone has another name already. */
async function bury({ runner, registry }: Rooms, id: string, how: 'removed' | 'expired'): Promise<void> {
  const meta = (await registry.find(id)) ?? (await registry.explain(id));
  const keeper = new ActiveKeeper(runner, registry, meta);
  const going = join(registry.folder, `.gone-${process.pid}-${registry.newId()}`);
  await keeper.use(async (active) => {
    if (meta.kind === 'folder') await openWorkspaceJail((task) => task(active)).run(EMPTY_WORKSPACE);
    await registry.bury(id, how);
    await active.close();
    await rename(registry.pathOf(id), going);
  });
  await keeper.close();
  if (meta.kind === 'folder') removeOwnFolder(workspaceOf(going, meta.kind), registry.home);
  await rm(going, { recursive: true, force: true });
}

/** By who made what is there: no name of it is followed or changed from outside, however deep it lies. */
const EMPTY_WORKSPACE = [
  '/bin/sh',
  '-c',
  'chmod -R u+rwx . 2>/dev/null; for entry in * .[!.]* ..?*; do rm -rf -- "./$entry"; done',
];

async function makeSession(rooms: Rooms, meta: SessionMeta): Promise<SessionMeta> {
  const { registry, runner } = rooms;
  const { pool } = await runner.engine.resources();
  const { host } = pool;
  const kind = host.asRoot && canMakeImages() ? 'image' : 'folder';
  const whole = { ...meta, kind } as const;
  const size = { bytes: meta.workspaceBytes, files: meta.workspaceFiles };
  const made = await registry.create(whole, async (folder) => {
    const path = workspaceOf(folder, kind);
    if (kind === 'image') return imagesOf(host, registry).create(path, size);
    await mkdir(path, { mode: 0o755 });
    if (host.asRoot) await chown(path, WORKSPACE_OWNER, WORKSPACE_OWNER);
  });
  if (made) return whole;
  return (await registry.find(meta.id)) ?? registry.explain(meta.id); // another process made it at the same time
}

const images = new WeakMap<CellHost, Images>();

function imagesOf(host: CellHost, registry: Registry): Images {
  const known = images.get(host) ?? openImages(join(registry.folder, '.images'), host.native);
  images.set(host, known);
  return known;
}

async function roomsOf({ runner }: Options): Promise<Rooms> {
  const parts = partsOf(runner ?? sharedRunner());
  if (!parts)
    throw new BailiffError('INVALID_OPTIONS', 'Cannot use this runner: make it with createRunner()');
  const { pool } = await parts.engine.resources();
  return { runner: parts, registry: new Registry(pool.host.home) };
}

function newMeta(id: string, options: Options): SessionMeta {
  const { language, libraries, env = {}, idle = {} } = options;
  const {
    workspaceBytes = WORKSPACE_BYTES,
    workspaceFiles = WORKSPACE_FILES,
    ...limits
  } = options.limits ?? {};
  if (libraries && language === undefined)
    throw new BailiffError(
      'INVALID_OPTIONS',
      'Cannot give libraries to a session without a language: name it',
    );
  const now = Date.now();
  return {
    version: 1,
    id,
    createdAt: now,
    usedAt: now,
    kind: 'image',
    workspaceBytes,
    workspaceFiles,
    stopMs: idle.stopMs ?? STOP_MS,
    expireMs: idle.expireMs ?? EXPIRE_MS,
    language,
    libraries,
    env,
    limits: definedOf(limits),
  };
}

/** What an open of a session that is there asks for anew. Its workspace keeps its size. */
function changesOf(known: SessionMeta, options: Options): Partial<SessionMeta> {
  const { language, libraries, env, idle } = options;
  const { workspaceBytes, workspaceFiles, ...limits } = options.limits ?? {};
  if (
    (workspaceBytes ?? known.workspaceBytes) !== known.workspaceBytes ||
    (workspaceFiles ?? known.workspaceFiles) !== known.workspaceFiles
  )
    throw new BailiffError(
      'INVALID_OPTIONS',
      `Cannot change the size of the workspace of "${known.id}": it is fixed when a session is made`,
    );
  return definedOf({
    language,
    libraries,
    env: env && { ...known.env, ...env },
    stopMs: idle?.stopMs,
    expireMs: idle?.expireMs,
    limits: options.limits && { ...known.limits, ...definedOf(limits) },
  });
}

function definedOf<T extends object>(object: T): { [key in keyof T]: Exclude<T[key], undefined> } {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [key in keyof T]: Exclude<T[key], undefined> };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
