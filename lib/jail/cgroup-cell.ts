import { type CellCgroup, fieldOf, type GroupFile, removeGroup } from './cgroup.js';

const TRIM_ABOVE_BYTES = 4 * 2 ** 20; // file cache of the last run stays charged, and would spoil the next peak

/** What differs between the versions. */
export interface CgroupParts extends Pick<CellCgroup, 'version' | 'procsFiles' | 'counters'> {
  /** Writes the memory limit; Infinity takes it off. `before` is the one in force. */
  readonly setMemory: (memoryBytes: number, before: number) => void;
  /** Drops what can be dropped of `bytes` of charged memory. */
  readonly trim: (bytes: number) => void;
  readonly usage: GroupFile;
  readonly pids: GroupFile;
  readonly oom: GroupFile;
  /** All that is open, and the groups, to be closed and removed. */
  readonly files: readonly GroupFile[];
  readonly groups: readonly string[];
}

/** A cell's groups over either version: writes only what has changed. */
export function cellCgroup(parts: CgroupParts): CellCgroup {
  const { setMemory, trim, usage, pids, oom, files, groups } = parts;
  let memoryInForce = Number.POSITIVE_INFINITY;
  let processesInForce = 0;
  const changeMemory = (memoryBytes: number) => {
    if (memoryBytes === memoryInForce) return;
    try {
      setMemory(memoryBytes, memoryInForce);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EBUSY') throw error; // v1: more is charged than that
      trim(Number(usage.read()));
      setMemory(memoryBytes, memoryInForce);
    }
    memoryInForce = memoryBytes;
  };
  const changeProcesses = (processes: number) => {
    if (processes === processesInForce) return;
    pids.write(String(processes));
    processesInForce = processes;
  };
  return {
    version: parts.version,
    procsFiles: parts.procsFiles,
    counters: parts.counters,
    limit: (memoryBytes, processes) => {
      changeMemory(memoryBytes);
      changeProcesses(processes);
    },
    makeRoom: (memoryBytes, processes) => {
      if (memoryInForce < memoryBytes) changeMemory(Number.POSITIVE_INFINITY);
      if (processesInForce < processes) changeProcesses(processes);
    },
    lift: () => changeMemory(Number.POSITIVE_INFINITY),
    idleBytes: (chargedBytes, restBytes) => {
      if (chargedBytes <= restBytes + TRIM_ABOVE_BYTES) return chargedBytes;
      trim(chargedBytes);
      return Number(usage.read());
    },
    oomKills: () => fieldOf(oom.read(), 'oom_kill'),
    remove: async () => {
      for (const file of files) file.close();
      for (const group of groups) await removeGroup(group);
    },
  };
}
