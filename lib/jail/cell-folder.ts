import { chmodSync, mkdirSync } from 'node:fs';
import { constants, copyFile, link, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BailiffError, messageOf } from '../errors.js';
import { emptyOwnFolder, removeOwnFolder } from './remove.js';
import type { Artifact, Step } from './step.js';

const UNFINISHED = 'unfinished'; // no artifact's id: what failed half-way is emptied by the next step
const STDIN_NAME = 'stdin';
const FILES_NAME = 'files';
const STORAGE_CODES = ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EMFILE', 'ENFILE', 'ENOMEM']; // not the caller's file

/** A file of the caller's that a step reads: what messages call it, and where it belongs below /in. */
interface Copy {
  readonly what: string;
  readonly from: string;
  readonly to: string;
}

/** The host's folder of one cell: what jails see read-only as /in, and where the cell's root is mounted. */
export class CellFolder {
  readonly path: string;
  readonly in: string;
  readonly root: string;
  readonly #home: string;
  readonly #stdin: string;
  readonly #files: string;
  /** Id of the artifact that is there. */
  #artifact: string | undefined;
  #hasCopies = false;

  constructor(home: string, slot: number) {
    this.#home = home;
    this.path = join(home, 'cells', String(slot));
    this.in = join(this.path, 'in');
    this.root = join(this.path, 'root');
    this.#stdin = join(this.in, STDIN_NAME);
    this.#files = join(this.in, FILES_NAME);
    removeOwnFolder(this.path, home); // what a killed owner of the slot left
    for (const folder of [this.in, this.root]) mkdirSync(folder, { recursive: true });
    chmodSync(this.in, 0o755);
  }

  /**
   * Puts a step's artifact, its large stdin and its inputs in place, and takes away what an earlier step had there:
   * it may have been a stranger's. Returns at once when there is nothing to do.
   */
  prepare(step: Step): Promise<void> | undefined {
    const { artifact } = step;
    const copies = this.#copiesOf(step);
    if (artifact?.id === this.#artifact && copies.length === 0 && !this.#hasCopies) return undefined;
    return this.#change(artifact, copies);
  }

  remove(): void {
    removeOwnFolder(this.path, this.#home);
  }

  #copiesOf({ stdin, inputs = [] }: Step): Copy[] {
    const copies = inputs.map(({ name, source }) => ({
      what: `the input "${name}"`,
      from: source,
      to: join(this.#files, name),
    }));
    if (stdin.kind === 'file') copies.push({ what: 'the stdin file', from: stdin.path, to: this.#stdin });
    return copies;
  }

  async #change(artifact: Artifact | undefined, copies: readonly Copy[]): Promise<void> {
    if (artifact?.id !== this.#artifact) await this.#load(artifact);
    if (this.#hasCopies) await this.#removeCopies();
    this.#hasCopies = copies.length > 0;
    for (const copy of copies) await copyIn(copy);
  }

  async #removeCopies(): Promise<void> {
    await rm(this.#stdin, { force: true });
    cleared(() => removeOwnFolder(this.#files, this.#home));
  }

  async #load(artifact: Artifact | undefined): Promise<void> {
    this.#artifact = UNFINISHED;
    cleared(() => emptyOwnFolder(this.in, this.#home));
    for (const { path, mode } of artifact?.files ?? []) {
      const to = join(this.in, path);
      try {
        await makeNeutralFolder(dirname(to));
        await linkOrCopy(join(artifact!.folder, path), to, mode);
      } catch (cause) {
        throw storageFault('Cannot show the compiled program to a jail', cause);
      }
    }
    this.#artifact = artifact?.id;
  }
}

function cleared(clear: () => void): void {
  try {
    clear();
  } catch (cause) {
    throw storageFault('Cannot take away what an earlier step had', cause);
  }
}

async function copyIn({ what, from, to }: Copy): Promise<void> {
  try {
    await makeNeutralFolder(dirname(to));
    await copyFile(from, to, constants.COPYFILE_FICLONE);
    chmodSync(to, 0o444);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const cannot = `Cannot copy ${what} "${from}"`;
    if (code !== undefined && STORAGE_CODES.includes(code)) throw storageFault(cannot, cause);
    throw new BailiffError('INVALID_PATH', `${cannot} (${code}): give the path of a readable file`, {
      cause,
    });
  }
}

/** Readable for everybody, whatever our own umask. */
async function makeNeutralFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  for (let made = path; first !== undefined && made.length >= first.length; made = dirname(made))
    chmodSync(made, 0o755);
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
