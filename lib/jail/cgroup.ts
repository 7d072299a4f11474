import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmdirSync,
  writeSync,
} from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { BailiffError } from '../errors.js';

/** The one folder below which bailiff makes groups and writes to them. */
export const CGROUP_FOLDER = 'bailiff-cells';

/** A file of a cell's group that the gate reads for itself. */
export interface CounterFile {
  readonly counter: 'cpu' | 'memory' | 'peak' | 'memory-stat' | 'oom' | 'pids';
  readonly path: string;
  readonly writable: boolean;
}

/** The groups of one cell, over either version of cgroups. Nothing is moved in or out while jails run. */
export interface CellCgroup {
  readonly version: 1 | 2;
  /** cgroup.procs files that nsjail enters before it starts. */
  readonly procsFiles: readonly string[];
  readonly counters: readonly CounterFile[];
  /** Sets the limits where they differ from those in force. */
  limit(memoryBytes: number, processes: number): void;
  /** Takes the memory limit off, for what happens after the program is dead. */
  lift(): void;
  /** Raises limits that are lower than these. */
  makeRoom(memoryBytes: number, processes: number): void;
  /**
   * Memory that the idle cell is charged for, which its gate has read; file cache of the last run is dropped when it
   * is much, and the rest read again. `restBytes` of it are no such cache.
   */
  idleBytes(chargedBytes: number, restBytes: number): number;
  /** Processes that the out-of-memory killer has ended in this group. */
  oomKills(): number;
  /** Removes the groups, waiting for the last process to be gone. */
  remove(): Promise<void>;
}

/** What a machine offers: makes groups by slot. */
export interface CgroupHost {
  readonly version: 1 | 2;
  /** Whether the peak can be reset; where it cannot, every run needs a new cell. */
  readonly reusable: boolean;
  create(slot: number): CellCgroup;
  /** Slots that have groups now, whoever they belong to. */
  slots(): number[];
  /** Removes what an earlier owner of the slot left. */
  sweep(slot: number): Promise<void>;
}

/** A file below {@link CGROUP_FOLDER}, kept open: 3 µs a reading or writing instead of 30 by path. */
export class GroupFile {
  readonly #fd: number;

  constructor(path: string, mode: 'r' | 'r+' | 'w') {
    assertOurs(path);
    this.#fd = openSync(path, mode);
  }

  read(): string {
    const length = readSync(this.#fd, buffer, 0, buffer.length, 0);
    return buffer.toString('latin1', 0, length);
  }

  write(text: string): void {
    writeSync(this.#fd, text, 0);
  }

  close(): void {
    closeSync(this.#fd);
  }
}

const buffer = Buffer.alloc(4_096);

/** How a file of a group is opened. */
export type OpenFile = (path: string, mode: 'r' | 'r+' | 'w') => GroupFile;

/** Opens several files of groups, or none: what was opened before one fails is closed again. */
export function openAll<T>(body: (open: OpenFile) => T): T {
  const files: GroupFile[] = [];
  try {
    return body((path, mode) => {
      const file = new GroupFile(path, mode);
      files.push(file);
      return file;
    });
  } catch (error) {
    for (const file of files) file.close();
    throw error;
  }
}

/** The names of the groups in a folder of ours that are slots. */
export function slotsIn(folder: string): number[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

export function makeGroup(path: string): void {
  assertOurs(path);
  mkdirSync(path, { recursive: true });
}

const REMOVE_TRIES = 200;
const REMOVE_PAUSE_MS = 10; // EBUSY until the kernel has let go of the last process

/** @throws BailiffError CGROUP_FAILED when something stays alive in it for 2 s. */
export async function removeGroup(path: string): Promise<void> {
  assertOurs(path);
  for (let left = REMOVE_TRIES; ; left--) {
    try {
      rmdirSync(path);
      return;
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code === 'ENOENT') return;
      if (code !== 'EBUSY' || left === 0) {
        throw new BailiffError(
          'CGROUP_FAILED',
          `Cannot remove the cgroup "${path}" (${code}): end what is listed in its cgroup.procs`,
          { cause },
        );
      }
      await sleep(REMOVE_PAUSE_MS);
    }
  }
}

/** The machine's own processes sit in groups too: nothing outside our folder is ever written to. */
function assertOurs(path: string): void {
  if (path.split('/').includes(CGROUP_FOLDER) && !path.includes('/../')) return;
  throw new Error(`not a group of bailiff: ${path}`);
}

/** The number behind `key ` in the text of a cgroup file; 0 when it is not there. */
export function fieldOf(text: string, key: string): number {
  for (const line of text.split('\n'))
    if (line.startsWith(`${key} `)) return Number(line.slice(key.length + 1));
  return 0;
}
