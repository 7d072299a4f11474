import { chmodSync, mkdirSync } from 'node:fs';
import { constants, copyFile, link, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BailiffError, messageOf } from '../errors.js';
import { emptyOwnFolder, removeOwnFolder } from './remove.js';
import type { Artifact, Step } from './step.js';

const UNFINISHED = 'unfinished'; // no artifact's id: what failed half-way is emptied by the next step
const STORAGE_CODES = ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS'];

/** The host's folder of one cell: what jails see read-only as /in, and where the cell's root is mounted. */
export class CellFolder {
  readonly path: string;
  readonly in: string;
  readonly root: string;
  readonly #home: string;
  readonly #stdin: string;
  /** Id of the artifact that is there. */
  #artifact: string | undefined;
  #hasStdin = false;

  constructor(home: string, slot: number) {
    this.#home = home;
    this.path = join(home, 'cells', String(slot));
    this.in = join(this.path, 'in');
    this.root = join(this.path, 'root');
    this.#stdin = join(this.in, 'stdin');
    removeOwnFolder(this.path, home); // what a killed owner of the slot left
    for (const folder of [this.in, this.root]) mkdirSync(folder, { recursive: true });
    chmodSync(this.in, 0o755);
  }

  /**
   * Puts a step's artifact and its large stdin in place, and takes away what an earlier step had there: it may have
   * been a stranger's. Returns at once when there is nothing to do.
   */
  prepare({ artifact, stdin }: Step): Promise<void> | undefined {
    const path = stdin.kind === 'file' ? stdin.path : undefined;
    if (artifact?.id === this.#artifact && path === undefined && !this.#hasStdin) return undefined;
    return this.#change(artifact, path);
  }

  remove(): void {
    removeOwnFolder(this.path, this.#home);
  }

  async #change(artifact: Artifact | undefined, stdinPath: string | undefined): Promise<void> {
    if (artifact?.id !== this.#artifact) await this.#load(artifact);
    await rm(this.#stdin, { force: true });
    this.#hasStdin = stdinPath !== undefined;
    if (stdinPath !== undefined) await this.#copyStdin(stdinPath);
  }

  async #load(artifact: Artifact | undefined): Promise<void> {
    this.#artifact = UNFINISHED;
    emptyOwnFolder(this.in, this.#home);
    for (const { path, mode } of artifact?.files ?? []) {
      const to = join(this.in, path);
      try {
        await mkdir(dirname(to), { recursive: true, mode: 0o755 });
        await linkOrCopy(join(artifact!.folder, path), to, mode);
      } catch (cause) {
        throw storageFault('Cannot show the compiled program to a jail', cause);
      }
    }
    this.#artifact = artifact?.id;
  }

  async #copyStdin(path: string): Promise<void> {
    try {
      await copyFile(path, this.#stdin, constants.COPYFILE_FICLONE);
      chmodSync(this.#stdin, 0o444);
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      const what = `Cannot copy the stdin file "${path}"`;
      if (code !== undefined && STORAGE_CODES.includes(code)) throw storageFault(what, cause);
      throw new BailiffError('INVALID_PATH', `${what} (${code}): give the path of a readable file`, {
        cause,
      });
    }
  }
}

function storageFault(what: string, cause: unknown): BailiffError {
  const why = (cause as NodeJS.ErrnoException).code ?? messageOf(cause);
  return new BailiffError('STORAGE_FAILED', `${what} (${why}): make room in the home folder, and try again`, {
    cause,
  });
}

/** A link costs nothing and shares the page cache; another file system, or too many links, makes it a copy. */
async function linkOrCopy(from: string, to: string, mode: number): Promise<void> {
  try {
    await link(from, to);
  } catch {
    await copyFile(from, to, constants.COPYFILE_FICLONE);
    chmodSync(to, mode);
  }
}
