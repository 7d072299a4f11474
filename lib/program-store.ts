import { randomUUID } from 'node:crypto';
import { mkdirSync, utimesSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BailiffError, messageOf } from './errors.js';
import { removeOwnFolder } from './jail/remove.js';
import type { Artifact } from './jail/step.js';
import {
  type ArtifactFile,
  artifactOf,
  isIntact,
  type Manifest,
  readManifest,
  stampOf,
  writeEntry,
} from './program-entry.js';
import { DRAFT, OWN, removeEntry, trimPrograms } from './program-trim.js';

const MOST_KNOWN = 4_096;
const PUBLISH_TRIES = 3;
const TOUCH_EVERY_MS = 2_000;
const UNSEEN_SHARE = 16; // others fill the folder too: it is looked over whenever such a part of it was filled

interface Known {
  readonly key: string;
  readonly artifact: Artifact;
  readonly stamp: string | undefined;
  touchedAt: number;
}

/**
 * Compiled programs on disk, by the hash of all that went into them. An entry is whole or not there, and is hashed
 * before this process uses it first; later its files' stamps are looked at. When programs pass `maxBytes` the longest
 * unused go. Several stores may share a folder: what one gave out another may remove, so {@link ProgramStore.holds}
 * is asked before each use. With 0 bytes they have a folder of their own that goes with the runner.
 */
export class ProgramStore {
  readonly #folder: string;
  readonly #known = new Map<string, Known>();
  readonly #given = new WeakMap<Artifact, Known>();
  /** A process that compiles one program does not look over thousands, but one in so many processes does. */
  #bytesUnseen: number;
  #trimming: Promise<void> | undefined;

  /** @throws BailiffError STORAGE_FAILED when its folder cannot be made. */
  constructor(
    readonly folder: string,
    readonly maxBytes: number,
  ) {
    this.#bytesUnseen = (Math.random() * maxBytes) / UNSEEN_SHARE;
    this.#folder = maxBytes > 0 ? folder : join(folder, `${OWN}${process.pid}-${randomUUID()}`);
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    } catch (cause) {
      throw this.#fault(cause);
    }
  }

  async get(key: string): Promise<Artifact | undefined> {
    const known = this.#known.get(key);
    if (known && this.holds(known.artifact)) return known.artifact;
    const entry = join(this.#folder, key);
    const manifest = await readManifest(entry, key);
    if (manifest && (await isIntact(entry, manifest))) return this.#remember(entry, manifest);
    return undefined;
  }

  /** Whether an artifact of this store is still what it was, and its program may be run. */
  holds(artifact: Artifact): boolean {
    const known = this.#given.get(artifact);
    if (known?.stamp === undefined || stampOf(artifact) !== known.stamp) return false;
    this.#touch(known);
    return true;
  }

  /** @throws BailiffError STORAGE_FAILED when it cannot be written; nothing is left then. */
  async put(key: string, files: readonly ArtifactFile[]): Promise<Artifact> {
    const draft = join(this.#folder, `${DRAFT}${randomUUID()}`);
    const entry = join(this.#folder, key);
    try {
      const written = await writeEntry(draft, { key, build: randomUUID() }, files);
      const published = await this.#publish(draft, entry, written);
      const artifact = this.#remember(entry, published);
      await this.#trim(key, published.diskBytes);
      return artifact;
    } catch (cause) {
      this.#removeDraft(draft);
      throw this.#fault(cause);
    }
  }

  /** What cannot be removed either is, an hour later, by whoever trims. */
  #removeDraft(draft: string): void {
    try {
      removeOwnFolder(draft, this.folder);
    } catch {}
  }

  /** Without a cache, what was compiled goes with the runner. */
  close(): void {
    if (this.maxBytes === 0) removeOwnFolder(this.#folder, this.folder);
  }

  /** Another runner may have been quicker: then theirs is as good. What is damaged makes room. */
  async #publish(draft: string, entry: string, written: Manifest): Promise<Manifest> {
    for (let left = PUBLISH_TRIES; ; left--) {
      try {
        await rename(draft, entry);
        return written;
      } catch (error) {
        if (left === 0) throw error;
      }
      const theirs = await readManifest(entry, written.key);
      if (theirs && (await isIntact(entry, theirs))) {
        removeOwnFolder(draft, this.folder);
        return theirs;
      }
      await removeEntry(entry, this.folder);
    }
  }

  #remember(entry: string, manifest: Manifest): Artifact {
    const artifact = artifactOf(entry, manifest);
    const known = { key: manifest.key, artifact, stamp: stampOf(artifact), touchedAt: 0 };
    this.#given.set(artifact, known);
    this.#known.delete(known.key);
    this.#known.set(known.key, known);
    if (this.#known.size > MOST_KNOWN) this.#known.delete(this.#known.keys().next().value!);
    this.#touch(known);
    return artifact;
  }

  #touch(known: Known): void {
    const now = Date.now();
    if (now - known.touchedAt < TOUCH_EVERY_MS) return;
    known.touchedAt = now;
    try {
      utimesSync(dirname(known.artifact.folder), now / 1_000, now / 1_000);
    } catch {
      // removed just now by another runner: whoever links it finds out
    }
  }

  async #trim(newest: string, bytes: number): Promise<void> {
    this.#bytesUnseen += bytes;
    if (this.maxBytes === 0 || this.#bytesUnseen < this.maxBytes / UNSEEN_SHARE) return;
    this.#trimming ??= trimPrograms(this.#folder, this.maxBytes, newest).finally(() => {
      this.#trimming = undefined;
    });
    this.#bytesUnseen = 0;
    await this.#trimming;
  }

  #fault(cause: unknown): BailiffError {
    const why = (cause as NodeJS.ErrnoException).code ?? messageOf(cause);
    return new BailiffError(
      'STORAGE_FAILED',
      `Cannot keep compiled programs in "${this.#folder}" (${why}): make room there`,
      { cause },
    );
  }
}
