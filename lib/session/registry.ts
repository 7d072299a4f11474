import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BailiffError, messageOf } from '../errors.js';
import { Gone } from './gone.js';
import { META, parseMeta, type SessionMeta } from './meta.js';

const ID_LETTERS = '23456789abcdefghjkmnpqrstuvwxyz';

/** Who has a session, as it says of itself. */
export interface Holder {
  readonly pid: number;
  readonly since: number;
}

/** The sessions of a home: a folder for each, named by its id. */
export class Registry {
  readonly folder: string;
  readonly gone: Gone;

  constructor(readonly home: string) {
    this.folder = join(home, 'sessions');
    this.gone = new Gone(join(this.folder, '.gone'));
  }

  newId(): string {
    return Array.from({ length: 10 }, () => ID_LETTERS[randomInt(ID_LETTERS.length)]).join('');
  }

  pathOf(id: string): string {
    return join(this.folder, id);
  }

  /**
   * What is known of a session; undefined when there is none. It is little, and read on the spot: each turn of Node's
   * threads, and reading a file is four, makes a session that sleeps wait a millisecond more.
   */
  async find(id: string): Promise<SessionMeta | undefined> {
    try {
      return parseMeta(id, readFileSync(this.#metaOf(id), 'utf8'));
    } catch (error) {
      return ignoreMissing(error as NodeJS.ErrnoException);
    }
  }

  /** Throws for an id that leads to nothing, and says what became of it. */
  explain(id: string): Promise<never> {
    return this.gone.explain(id);
  }

  /** Makes a session: its folder is filled by `fill`, and is there whole or not at all. False: the id is taken. */
  async create(meta: SessionMeta, fill: (folder: string) => Promise<void>): Promise<boolean> {
    const draft = join(this.folder, `.new-${process.pid}-${this.newId()}`);
    try {
      await mkdir(draft, { recursive: true, mode: 0o700 });
      await writeFile(lockOf(draft), '', { mode: 0o600 });
      await fill(draft);
      await writeFile(join(draft, META), JSON.stringify(meta), { mode: 0o600 });
      await rename(draft, this.pathOf(meta.id));
      await this.gone.takeBack(meta.id);
      return true;
    } catch (cause) {
      await rm(draft, { recursive: true, force: true });
      const { code } = cause as NodeJS.ErrnoException;
      if (code === 'ENOTEMPTY' || code === 'EEXIST') return false;
      if (cause instanceof BailiffError) throw cause;
      throw new BailiffError('STORAGE_FAILED', `Cannot make a session: ${messageOf(cause)}`, { cause });
    }
  }

  /** Replaces what is known of a session that the caller has to itself. */
  async save(meta: SessionMeta): Promise<void> {
    const path = this.#metaOf(meta.id);
    const draft = `${path}.${this.newId()}`; // a session may be stopped while something else of it is noted
    await writeFile(draft, JSON.stringify(meta), { mode: 0o600 });
    await rename(draft, path);
  }

  async list(): Promise<SessionMeta[]> {
    const names = await readdir(this.folder).catch(ignoreMissing);
    const found = await Promise.all(
      (names ?? []).filter((name) => !name.startsWith('.')).map((id) => this.#findLater(id)),
    );
    return found.filter((meta) => meta !== undefined).sort((a, b) => b.usedAt - a.usedAt);
  }

  /** For many: what cannot be read is as good as missing. */
  async #findLater(id: string): Promise<SessionMeta | undefined> {
    try {
      return parseMeta(id, await readFile(this.#metaOf(id), 'utf8'));
    } catch {
      return undefined;
    }
  }

  #metaOf(id: string): string {
    return join(this.pathOf(id), META);
  }

  async holder(id: string): Promise<Holder | undefined> {
    const text = await readFile(lockOf(this.pathOf(id)), 'utf8').catch(ignoreMissing);
    try {
      return text ? (JSON.parse(text) as Holder) : undefined;
    } catch {
      return undefined;
    }
  }
}

/** Whether there is such a process, be it somebody else's. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export function lockOf(folder: string): string {
  return join(folder, 'lock');
}

export function workspaceOf(folder: string, kind: SessionMeta['kind']): string {
  return join(folder, kind === 'image' ? 'image' : 'workspace');
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
