import { randomUUID } from 'node:crypto';
import { lstatSync, readdirSync, utimesSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { BailiffError, messageOf } from './errors.js';
import { resolveHome } from './home.js';
import { removeOwnFolder } from './jail/remove.js';

/** What {@link createFolderStore} needs to know. */
export interface FolderStoreOptions {
  /** The folder below the home, e.g. `packages`. */
  readonly name: string;
  /** Beyond this the longest unused folders go, but none that was used within the last hour. */
  readonly maxBytes: number;
  /** @default as for createRunner() */
  readonly home?: string;
}

/** Folders that are made once and kept below the home, by the hash of all that goes into them. */
export interface FolderStore {
  /**
   * The folder of a key. It is whole or not there: `fill` writes into another one, which is then renamed. Calls for
   * one key at the same time share the work.
   *
   * @param key hexadecimal
   * @throws BailiffError STORAGE_FAILED when it cannot be written; what `fill` throws. Nothing is left then.
   */
  folder(key: string, fill: (folder: string) => Promise<void>): Promise<string>;
}

const DRAFT = '.draft-';
const IDLE_MS = 3_600_000; // whoever uses a folder longer has its own copy in memory, or fills it anew
const MANIFEST = 'manifest.json';
const Manifest = z.object({ bytes: z.number() });

/**
 * Opens a store of folders.
 *
 * @example
 * const store = createFolderStore({ name: 'packages', maxBytes: 2 ** 33 });
 * const folder = await store.folder(sha256, (empty) => unpack(file, empty));
 */
export function createFolderStore({ name, maxBytes, home: given }: FolderStoreOptions): FolderStore {
  const going = new Map<string, Promise<string>>();
  return { folder };

  async function folder(key: string, fill: (folder: string) => Promise<void>): Promise<string> {
    if (!/^[0-9a-f]{16,128}$/.test(key)) throw new Error(`not a key of a folder: ${key}`);
    const making = going.get(key) ?? make(key, fill);
    going.set(key, making);
    try {
      return await making;
    } finally {
      going.delete(key);
    }
  }

  async function make(key: string, fill: (folder: string) => Promise<void>): Promise<string> {
    const home = await resolveHome(given);
    const store = join(home, name);
    const kept = join(store, key);
    if ((await bytesOf(kept)) === undefined) {
      await build(home, store, kept, fill);
      await trim(home, store, key, maxBytes);
    }
    const now = new Date();
    utimesSync(kept, now, now);
    return join(kept, 'files');
  }
}

async function build(
  home: string,
  store: string,
  kept: string,
  fill: (folder: string) => Promise<void>,
): Promise<void> {
  const draft = join(store, `${DRAFT}${randomUUID()}`);
  const files = join(draft, 'files');
  await stored(store, () => mkdir(files, { recursive: true, mode: 0o700 }));
  try {
    await fill(files);
    await stored(store, async () => {
      await writeFile(join(draft, MANIFEST), JSON.stringify({ bytes: sizeOf(files) }));
      await publish(draft, kept, home);
    });
  } catch (error) {
    removeOwnFolder(draft, home);
    throw error;
  }
}

/** Somebody else may have been quicker: then theirs is as good. What is damaged makes room. */
async function publish(draft: string, kept: string, home: string): Promise<void> {
  try {
    await rename(draft, kept);
  } catch {
    if ((await bytesOf(kept)) !== undefined) return removeOwnFolder(draft, home);
    removeOwnFolder(kept, home);
    await rename(draft, kept);
  }
}

async function trim(home: string, store: string, newest: string, maxBytes: number): Promise<void> {
  const entries = [];
  for (const name of readdirSync(store)) {
    const path = join(store, name);
    const usedAt = lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    const idle = usedAt < Date.now() - IDLE_MS;
    if (name.startsWith(DRAFT) && idle) removeOwnFolder(path, home);
    if (!name.startsWith('.'))
      entries.push({ path, usedAt, idle: idle && name !== newest, bytes: (await bytesOf(path)) ?? 0 });
  }
  let total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { path, idle, bytes } of entries.sort((a, b) => a.usedAt - b.usedAt)) {
    if (total <= maxBytes) return;
    if (!idle) continue;
    removeOwnFolder(path, home);
    total -= bytes;
  }
}

/** `undefined` when it is not there, or damaged. */
async function bytesOf(kept: string): Promise<number | undefined> {
  try {
    return Manifest.parse(JSON.parse(await readFile(join(kept, MANIFEST), 'utf8'))).bytes;
  } catch {
    return undefined;
  }
}

function sizeOf(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => {
    const facts = lstatSync(join(folder, name));
    return sum + (facts.isDirectory() ? sizeOf(join(folder, name)) : facts.size);
  }, 0);
}

async function stored<T>(store: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? messageOf(cause);
    throw new BailiffError('STORAGE_FAILED', `Cannot keep files in "${store}" (${why}): make room there`, {
      cause,
    });
  }
}
