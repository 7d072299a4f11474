import { chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { BailiffError } from '../errors.js';
import type { CellHost } from '../jail/cell-setup.js';
import { canMakeImages, type Images, openImages } from '../jail/image.js';
import { givesLoops } from '../jail/loops.js';
import { WORKSPACE_OWNER } from '../jail/place.js';
import type { SessionMeta } from './meta.js';
import { EXPIRE_MS, type SessionOptions, STOP_MS, WORKSPACE_BYTES, WORKSPACE_FILES } from './options.js';
import { type Registry, workspaceOf } from './registry.js';
import type { Rooms } from './rooms.js';

type Options = z.output<typeof SessionOptions>;

/** Makes the folder of a session, with an empty workspace; what is known of it then, which may be another maker's. */
export async function makeSession(rooms: Rooms, meta: SessionMeta): Promise<SessionMeta> {
  const { registry, runner } = rooms;
  const { pool } = await runner.engine.resources();
  const isRoot = pool.host.ids.kind === 'root';
  const kind = isRoot && canMakeImages() && (await givesLoops(pool.host)) ? 'image' : 'folder';
  const whole = { ...meta, kind } as const;
  const made = await registry.create(whole, (folder) =>
    makeWorkspace(rooms, whole, workspaceOf(folder, kind)),
  );
  if (made) return whole;
  return (await registry.find(meta.id)) ?? registry.explain(meta.id); // another process made it at the same time
}

/** Makes an empty workspace of a session's size and kind. @throws BailiffError STORAGE_FAILED, HOST_UNSUPPORTED */
export async function makeWorkspace(
  { registry, runner }: Rooms,
  { kind, workspaceBytes, workspaceFiles }: SessionMeta,
  path: string,
): Promise<void> {
  const { pool } = await runner.engine.resources();
  const { host } = pool;
  if (kind === 'image')
    return imagesOf(host, registry).create(path, { bytes: workspaceBytes, files: workspaceFiles });
  await mkdir(path, { mode: 0o755 });
  if (host.ids.kind === 'root') await chown(path, WORKSPACE_OWNER, WORKSPACE_OWNER);
}

const images = new WeakMap<CellHost, Images>();

function imagesOf(host: CellHost, registry: Registry): Images {
  const known = images.get(host) ?? openImages(join(registry.folder, '.images'), host.native);
  images.set(host, known);
  return known;
}

/** What is known of a session that is to be made. @throws BailiffError INVALID_OPTIONS */
export function newMeta(id: string, options: Options): SessionMeta {
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
    snapshots: [],
    retention: options.retention,
  };
}

/** What an open of a session that is there asks for anew. Its workspace keeps its size. */
export function changesOf(known: SessionMeta, options: Options): Partial<SessionMeta> {
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
    retention: options.retention && { ...known.retention, ...definedOf(options.retention) },
  });
}

function definedOf<T extends object>(object: T): { [key in keyof T]: Exclude<T[key], undefined> } {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [key in keyof T]: Exclude<T[key], undefined> };
}
