import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CellCgroup,
  CGROUP_FOLDER,
  type CgroupHost,
  fieldOf,
  GroupFile,
  makeGroup,
  removeGroup,
  slotsIn,
} from './cgroup.js';

/** Where the controllers are mounted, e.g. `/sys/fs/cgroup/memory`. */
export interface V1Mounts {
  readonly memory: string;
  readonly pids: string;
  readonly cpuacct: string;
}

const NO_LIMIT = '-1';
const TRIM_ABOVE_BYTES = 4 * 2 ** 20; // file cache of the last run stays charged, and would spoil the next peak

/** cgroup v1: a group for the cell in each of memory, pids and cpuacct. */
export function cgroupV1(mounts: V1Mounts): CgroupHost {
  const groupsOf = (slot: number) =>
    [mounts.memory, mounts.pids, mounts.cpuacct].map((mount) => join(mount, CGROUP_FOLDER, String(slot)));
  return {
    version: 1,
    create: (slot) => openGroups(groupsOf(slot)),
    slots: () =>
      [mounts.memory, mounts.pids, mounts.cpuacct].flatMap((mount) => slotsIn(join(mount, CGROUP_FOLDER))),
    sweep: async (slot) => {
      for (const group of groupsOf(slot)) await removeGroup(group);
    },
  };
}

function openGroups(groups: readonly string[]): CellCgroup {
  for (const group of groups) makeGroup(group);
  const [memory, pids, cpuacct] = groups as [string, string, string];
  const limitFile = new GroupFile(join(memory, 'memory.limit_in_bytes'), 'r+');
  const swapPath = join(memory, 'memory.memsw.limit_in_bytes');
  const swapFile = existsSync(swapPath) ? new GroupFile(swapPath, 'r+') : undefined;
  const pidsFile = new GroupFile(join(pids, 'pids.max'), 'r+');
  const usageFile = new GroupFile(join(memory, 'memory.usage_in_bytes'), 'r');
  const emptyFile = new GroupFile(join(memory, 'memory.force_empty'), 'w');
  const oomFile = new GroupFile(join(memory, 'memory.oom_control'), 'r');
  const files = [limitFile, pidsFile, usageFile, emptyFile, oomFile, ...(swapFile ? [swapFile] : [])];
  let inForce = { memoryBytes: Number.POSITIVE_INFINITY, processes: 0 };

  /** memsw may never be below the limit: raise it first, lower it last. */
  const setMemory = (memoryBytes: number) => {
    const text = memoryBytes === Number.POSITIVE_INFINITY ? NO_LIMIT : String(memoryBytes);
    const order = memoryBytes > inForce.memoryBytes ? [swapFile, limitFile] : [limitFile, swapFile];
    for (const file of order) file?.write(text);
    inForce = { ...inForce, memoryBytes };
  };

  return {
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
    limit: (memoryBytes, processes) => {
      if (memoryBytes !== inForce.memoryBytes) setMemory(memoryBytes);
      if (processes === inForce.processes) return;
      pidsFile.write(String(processes));
      inForce = { ...inForce, processes };
    },
    lift: () => setMemory(Number.POSITIVE_INFINITY),
    idleBytes: () => {
      const bytes = Number(usageFile.read());
      if (bytes <= TRIM_ABOVE_BYTES) return bytes;
      emptyFile.write('0');
      return Number(usageFile.read());
    },
    oomKills: () => fieldOf(oomFile.read(), 'oom_kill'),
    remove: async () => {
      for (const file of files) file.close();
      for (const group of groups) await removeGroup(group);
    },
  };
}
