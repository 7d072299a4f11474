import { createHash } from 'node:crypto';
import { closeSync, constants, mkdirSync, openSync, renameSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { makeOwnFolder } from './own-folder.js';
import { removeOwnFolder } from './remove.js';

const SHARED_MEMORY = '/dev/shm';
const TMPFS_MAGIC = 0x0102_1994; // statfs(2)
const OWN = 'out'; // what the cell's own program writes to; native/gate-links.c makes it
const FOR_OTHER = 'other'; // the same, by a second name, to be moved to the other cell's folder
const OTHER = 'in';

/**
 * The folder of one cell's FIFOs, which its gate alone is shown: one of its own for each jail, and for as long as it
 * takes to open it that of the other side.
 */
export class CellLinks {
  readonly path: string;
  readonly #root: string;

  constructor(root: string, slot: number) {
    this.#root = root;
    this.path = join(root, String(slot));
    removeOwnFolder(this.path, root); // what a killed owner of the slot left
    mkdirSync(this.path, { mode: 0o700 }); // launch gives it the program's group
  }

  remove(): void {
    removeOwnFolder(this.path, this.#root);
  }
}

/** Two cells' FIFOs while their gates open them. */
export interface Joint {
  /** Closes the host's own ends: from then on only the gates and their programs hold any. */
  release(): void;
}

/**
 * Shows each cell the FIFO of the other, and holds both open, so that no gate waits for the other one's end. The gates
 * take the names away; a cell whose gate does not get to that cannot be used again. Nothing here takes more than the
 * right to the two folders, and that of everybody to read: a FIFO is the gate's.
 */
export function joinLinks(first: CellLinks, second: CellLinks): Joint {
  const both = [
    [first, second],
    [second, first],
  ] as const;
  const fds: number[] = [];
  let released = false;
  const release = () => {
    if (released) return;
    released = true;
    for (const fd of fds) closeSync(fd);
  };
  try {
    for (const [from, to] of both) {
      fds.push(openSync(join(from.path, OWN), constants.O_RDONLY | constants.O_NONBLOCK));
      renameSync(join(from.path, FOR_OTHER), join(to.path, OTHER));
    }
    return { release };
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * Where the folders of FIFOs are: on a tmpfs, since elsewhere each line that is passed costs a third more for the times
 * of an inode. Without one they are in the home. `leases` tells apart who numbers their slots for themselves.
 */
export function openLinksFolder(home: string, leases: string): string {
  const path = sharedLinksFolder(leases);
  if (isTmpfs(SHARED_MEMORY) && makeOwnFolder(path)) return path;
  const fallback = join(home, 'links');
  mkdirSync(fallback, { recursive: true, mode: 0o700 });
  return fallback;
}

/** Where they are if they can be. */
export function sharedLinksFolder(leases: string): string {
  const own = createHash('sha256').update(leases).digest('hex').slice(0, 16);
  return join(SHARED_MEMORY, `bailiff-${own}`);
}

function isTmpfs(path: string): boolean {
  try {
    return statfsSync(path).type === TMPFS_MAGIC;
  } catch {
    return false;
  }
}
