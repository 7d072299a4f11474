import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CellCgroup,
  CGROUP_FOLDER,
  type CgroupHost,
  GroupFile,
  makeGroup,
  type OpenFile,
  openAll,
  removeGroup,
  slotsIn,
} from './cgroup.js';
import { cellCgroup } from './cgroup-cell.js';

const NO_LIMIT = 'max';
export const PEAK_FILE = 'memory.peak';
const OWNER_MAY_WRITE = 0o200;

/**
 * cgroup v2: one group for the cell below `mount`, whose controllers must be enabled for children.
 * Where `memory.peak` cannot be reset (before Linux 6.12) a cell serves one run.
 */
export function cgroupV2(mount: string): CgroupHost {
  const parent = join(mount, CGROUP_FOLDER);
  const groupOf = (slot: number) => join(parent, String(slot));
  makeGroup(parent);
  const reusable = resetsPeak(parent);
  let prepared = false;
  return {
    version: 2,
    reusable,
    create: (slot) => {
      if (!prepared) {
        const control = new GroupFile(join(parent, 'cgroup.subtree_control'), 'r+');
        control.write('+cpu +memory +pids');
        control.close();
        prepared = true;
      }
      return openAll((open) => openGroup(groupOf(slot), reusable, open));
    },
    slots: () => slotsIn(parent),
    sweep: (slot) => removeGroup(groupOf(slot)),
  };
}

/** Whether groups below `mount` have `memory.peak` (Linux 5.19): the root itself never does, so the cells' own is made. */
export function measuresPeak(mount: string): boolean {
  const parent = join(mount, CGROUP_FOLDER);
  try {
    makeGroup(parent);
  } catch {
    return false;
  }
  return existsSync(join(parent, PEAK_FILE));
}

/** Whether the peak of a group can be reset, and so be taken for each run by itself (Linux 6.12). */
export function resetsPeak(group: string): boolean {
  return (statSync(join(group, PEAK_FILE)).mode & OWNER_MAY_WRITE) !== 0;
}

function openGroup(group: string, resettable: boolean, open: OpenFile): CellCgroup {
  makeGroup(group);
  const maxFile = open(join(group, 'memory.max'), 'r+');
  const pids = open(join(group, 'pids.max'), 'r+');
  const usage = open(join(group, 'memory.current'), 'r');
  const reclaimFile = open(join(group, 'memory.reclaim'), 'w');
  const oom = open(join(group, 'memory.events'), 'r');
  const swapPath = join(group, 'memory.swap.max');
  const swapFile = existsSync(swapPath) ? open(swapPath, 'r+') : undefined;
  swapFile?.write('0');
  return cellCgroup({
    version: 2,
    procsFiles: [join(group, 'cgroup.procs')],
    counters: [
      { counter: 'cpu', path: join(group, 'cpu.stat'), writable: false },
      { counter: 'memory', path: join(group, 'memory.current'), writable: false },
      { counter: 'peak', path: join(group, PEAK_FILE), writable: resettable },
      { counter: 'memory-stat', path: join(group, 'memory.stat'), writable: false },
      { counter: 'oom', path: join(group, 'memory.events'), writable: false },
      { counter: 'pids', path: join(group, 'pids.events'), writable: false },
    ],
    setMemory: (memoryBytes) =>
      maxFile.write(memoryBytes === Number.POSITIVE_INFINITY ? NO_LIMIT : String(memoryBytes)),
    trim: (bytes) => reclaim(reclaimFile, bytes),
    usage,
    pids,
    oom,
    files: [maxFile, pids, usage, reclaimFile, oom, ...(swapFile ? [swapFile] : [])],
    groups: [group],
  });
}

/** EAGAIN says that less could be reclaimed than was asked for, which is all we want. */
function reclaim(file: GroupFile, bytes: number): void {
  try {
    file.write(String(bytes));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
  }
}
