import { chmodSync, mkdirSync } from 'node:fs';
import { constants, copyFile, link, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BailiffError } from '../errors.js';
import { emptyOwnFolder, removeOwnFolder } from './remove.js';
import type { Artifact, Step } from './step.js';

/** The host's folder of one cell: what jails see read-only as /in, and where the cell's root is mounted. */
export class CellFolder {
  readonly path: string;
  readonly in: string;
  readonly root: string;
  readonly #home: string;
  #artifact: string | undefined;

  constructor(home: string, slot: number) {
    this.#home = home;
    this.path = join(home, 'cells', String(slot));
    this.in = join(this.path, 'in');
    this.root = join(this.path, 'root');
    removeOwnFolder(this.path, home); // what a killed owner of the slot left
    for (const folder of [this.in, this.root]) mkdirSync(folder, { recursive: true });
    chmodSync(this.in, 0o755);
  }

  /** Puts a step's artifact and its large stdin in place. */
  async prepare(step: Step): Promise<void> {
    if (step.artifact && step.artifact.id !== this.#artifact) await this.#load(step.artifact);
    if (step.stdin.kind === 'file') await this.#copyStdin(step.stdin.path);
  }

  remove(): void {
    removeOwnFolder(this.path, this.#home);
  }

  async #load(artifact: Artifact): Promise<void> {
    this.#artifact = undefined;
    emptyOwnFolder(this.in, this.#home);
    for (const { path, mode } of artifact.files) {
      const to = join(this.in, path);
      await mkdir(dirname(to), { recursive: true, mode: 0o755 });
      await linkOrCopy(join(artifact.folder, path), to, mode);
    }
    this.#artifact = artifact.id;
  }

  async #copyStdin(path: string): Promise<void> {
    const to = join(this.in, 'stdin');
    await rm(to, { force: true });
    try {
      await copyFile(path, to, constants.COPYFILE_FICLONE);
    } catch (cause) {
      throw new BailiffError(
        'INVALID_PATH',
        `Cannot read the stdin file "${path}" (${(cause as NodeJS.ErrnoException).code})`,
        { cause },
      );
    }
    chmodSync(to, 0o444);
  }
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
