import { randomUUID } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, utimesSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { BailiffError, messageOf } from './errors.js';
import { removeOwnFolder } from './jail/remove.js';
import type { Artifact } from './jail/step.js';

const DRAFT = '.draft-';
const OWN = '.own-'; // of a runner that keeps no cache; its process id stands behind
const DRAFT_LIFE_MS = 3_600_000;

const Manifest = z.object({
  bytes: z.number(),
  files: z.array(z.object({ path: z.string(), mode: z.number() })),
});

export interface ArtifactFile {
  readonly path: string;
  readonly mode: number;
  readonly content: Uint8Array;
}

/**
 * Compiled programs on disk, by the hash of all that went into them. A folder is whole or not there: it is made
 * under another name and renamed. When they pass `maxBytes` the longest unused go, but never one in use here; with
 * 0 bytes they have a folder of their own that goes with the runner.
 */
export class ProgramStore {
  readonly #folder: string;
  readonly #inUse = new Set<string>();

  /** @throws BailiffError STORAGE_FAILED when its folder cannot be made. */
  constructor(
    readonly home: string,
    readonly maxBytes: number,
  ) {
    const shared = join(home, 'programs');
    this.#folder = maxBytes > 0 ? shared : join(shared, `${OWN}${process.pid}-${randomUUID()}`);
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    } catch (cause) {
      throw this.#fault(cause);
    }
  }

  async get(key: string): Promise<Artifact | undefined> {
    const folder = join(this.#folder, key);
    const manifest = await readManifest(folder);
    if (!manifest) return undefined;
    this.#inUse.add(key);
    const now = new Date();
    utimesSync(folder, now, now);
    return { id: key, folder: join(folder, 'files'), files: manifest.files };
  }

  /** @throws BailiffError STORAGE_FAILED when it cannot be written; nothing is left then. */
  async put(key: string, files: readonly ArtifactFile[]): Promise<Artifact> {
    const draft = join(this.#folder, `${DRAFT}${randomUUID()}`);
    try {
      await writeDraft(draft, files);
      this.#inUse.add(key);
      await publish(draft, join(this.#folder, key));
    } catch (cause) {
      removeOwnFolder(draft, this.home);
      throw this.#fault(cause);
    }
    await this.#trim();
    return (await this.get(key))!;
  }

  /** Without a cache, what was compiled goes with the runner. */
  close(): void {
    if (this.maxBytes === 0) removeOwnFolder(this.#folder, this.home);
  }

  #fault(cause: unknown): BailiffError {
    const why = (cause as NodeJS.ErrnoException).code ?? messageOf(cause);
    return new BailiffError(
      'STORAGE_FAILED',
      `Cannot keep compiled programs in "${this.#folder}" (${why}): make room there`,
      { cause },
    );
  }

  async #trim(): Promise<void> {
    if (this.maxBytes === 0) return;
    const entries = [];
    for (const name of readdirSync(this.#folder)) {
      const folder = join(this.#folder, name);
      const usedAt = lstatSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
      if (isAbandoned(name, usedAt)) removeOwnFolder(folder, this.home);
      if (name.startsWith('.')) continue;
      entries.push({ name, folder, usedAt, bytes: (await readManifest(folder))?.bytes ?? 0 });
    }
    let total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { name, folder, bytes } of entries.sort((a, b) => a.usedAt - b.usedAt)) {
      if (total <= this.maxBytes) return;
      if (this.#inUse.has(name)) continue;
      removeOwnFolder(folder, this.home);
      total -= bytes;
    }
  }
}

function isAbandoned(name: string, usedAt: number): boolean {
  if (name.startsWith(OWN)) return !existsSync(join('/proc', name.slice(OWN.length).split('-')[0]!));
  return name.startsWith(DRAFT) && usedAt < Date.now() - DRAFT_LIFE_MS;
}

async function writeDraft(draft: string, files: readonly ArtifactFile[]): Promise<void> {
  for (const { path, mode, content } of files) {
    const to = join(draft, 'files', path);
    await mkdir(dirname(to), { recursive: true });
    await writeFile(to, content, { flag: 'wx' });
    await chmod(to, mode);
  }
  const bytes = files.reduce((sum, { content }) => sum + content.length, 0);
  await writeFile(
    join(draft, 'manifest.json'),
    JSON.stringify({ bytes, files: files.map(({ path, mode }) => ({ path, mode })) }),
  );
}

/** Another runner may have been quicker: then theirs is as good. What is damaged makes room. */
async function publish(draft: string, folder: string): Promise<void> {
  try {
    await rename(draft, folder);
  } catch {
    const parent = dirname(folder);
    if (await readManifest(folder)) return removeOwnFolder(draft, parent);
    removeOwnFolder(folder, parent);
    await rename(draft, folder);
  }
}

async function readManifest(folder: string): Promise<z.infer<typeof Manifest> | undefined> {
  try {
    return Manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  } catch {
    return undefined; // not there, or damaged: compiled anew
  }
}
