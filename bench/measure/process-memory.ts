import { readdirSync, readFileSync } from 'node:fs';

/** A process and its proportional set size: its own pages, and its share of those that others map too. */
export interface ProcessMemory {
  readonly pid: number;
  readonly name: string;
  /** Undefined when the kernel does not let us look, or it has ended. */
  readonly pssBytes?: number;
}

/** PSS of a process (proc(5): smaps_rollup, in KiB), undefined when it cannot be read. */
export function pssBytes(pid: number | 'self'): number | undefined {
  const kib = parsePssKib(readProc(`/proc/${pid}/smaps_rollup`) ?? '');
  return kib === undefined ? undefined : kib * 1_024;
}

/** The number behind `Pss:`, undefined when there is none. */
export function parsePssKib(rollup: string): number | undefined {
  const found = /^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** The process and all that descend from it, parents before children. */
export function processTree(pid: number): ProcessMemory[] {
  const own = {
    pid,
    name: readProc(`/proc/${pid}/comm`)?.trim() ?? 'unknown',
    pssBytes: pssBytes(pid),
  };
  return [own, ...childrenOf(pid).flatMap(processTree)];
}

/** Direct children, whichever thread has started them (proc(5): task/TID/children). */
export function childrenOf(pid: number): number[] {
  return threadsOf(pid).flatMap((tid) =>
    (readProc(`/proc/${pid}/task/${tid}/children`) ?? '').split(' ').filter(Boolean).map(Number),
  );
}

/** The process and all that descend from it. */
export function descendantsOf(pid: number): number[] {
  return [pid, ...childrenOf(pid).flatMap(descendantsOf)];
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return []; // it has ended
  }
}

/** Undefined when it has ended, or is not ours to look at. */
export function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
