import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CellCgroup,
  CGROUP_FOLDER,
  type CgroupHost,
  makeGroup,
  type OpenFile,
  openAll,
  removeGroup,
  slotsIn,
} from './cgroup.js';
import { cellCgroup } from './cgroup-cell.js';

/** Where the controllers are mounted, e.g. `/sys/fs/cgroup/memory`. */
export interface V1Mounts {
  readonly memory: string;
  readonly pids: string;
  readonly cpuacct: string;
}

const NO_LIMIT = '-1';

/** cgroup v1: a group for the cell in each of memory, pids and cpuacct. */
export function cgroupV1(mounts: V1Mounts): CgroupHost {
  const groupsOf = (slot: number) =>
    [mounts.memory, mounts.pids, mounts.cpuacct].map((mount) => join(mount, CGROUP_FOLDER, String(slot)));
  return {
    version: 1,
    reusable: true,
    create: (slot) => openAll((open) => openGroups(groupsOf(slot), open)),
    slots: () =>
      [mounts.memory, mounts.pids, mounts.cpuacct].flatMap((mount) => slotsIn(join(mount, CGROUP_FOLDER))),
    sweep: async (slot) => {
      for (const group of groupsOf(slot)) await removeGroup(group);
    },
  };
}

function openGroups(groups: readonly string[], open: OpenFile): CellCgroup {
  for (const group of groups) makeGroup(group);
  const [memory, pids, cpuacct] = groups as [string, string, string];
  const limitFile = open(join(memory, 'memory.limit_in_bytes'), 'r+');
  const swapPath = join(memory, 'memory.memsw.limit_in_bytes');
  const swapFile = existsSync(swapPath) ? open(swapPath, 'r+') : undefined;
  const pidsFile = open(join(pids, 'pids.max'), 'r+');
  const usage = open(join(memory, 'memory.usage_in_bytes'), 'r');
  const empty = open(join(memory, 'memory.force_empty'), 'w');
  const oom = open(join(memory, 'memory.oom_control'), 'r');
  return cellCgroup({
    version: 1,
    procsFiles: groups.map((group) => join(group, 'cgroup.procs')),
    counters: [
      { counter: 'cpu', path: join(cpuacct, 'cpuacct.usage'), writable: false },
      { counter: 'memory', path: join(memory, 'memory.usage_in_bytes'), writable: false },
      { counter: 'peak', path: join(memory, 'memory.max_usage_in_bytes'), writable: true },
      { counter: 'memory-stat', path: join(memory, 'memory.stat'), writable: false },
      { counter: 'oom', path: join(memory, 'memory.oom_control'), writable: false },
      { counter: 'pids', path: join(pids, 'pids.events'), writable: false },
    ],
    setMemory: (memoryBytes, before) => {
      const text = memoryBytes === Number.POSITIVE_INFINITY ? NO_LIMIT : String(memoryBytes);
      // memory and swap together may never be below memory: raised first, lowered last
      for (const file of memoryBytes > before ? [swapFile, limitFile] : [limitFile, swapFile])
        file?.write(text);
    },
    trim: () => empty.write('0'),
    usage,
    pids: pidsFile,
    oom,
    files: [limitFile, pidsFile, usage, empty, oom, ...(swapFile ? [swapFile] : [])],
    groups,
  });
}
