import { readdirSync } from 'node:fs';
import { childrenOf, descendantsOf, readProc } from './process-memory.js';

const TICK_MS = 10; // USER_HZ is 100 on every Linux that Node runs on
const KTHREADD = 2;

/** CPU time so far, in milliseconds: who has used it. */
export interface CpuTimes {
  /** This process, all its threads. */
  readonly nodeMs: number;
  /** Children of this process that have ended, and theirs. */
  readonly endedMs: number;
  /** Its living descendants: launch, nsjail, gates; and whoever of theirs has ended. */
  readonly cellsMs: number;
  /** Threads of the kernel, which make and unmake namespaces and cgroups. Undefined where they are not to be seen. */
  readonly kernelMs?: number;
}

/** CPU time that this process has used so far, in all its threads. */
export function nodeCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Looks at /proc: some milliseconds of work, before Node's own time is read. */
export function readCpuTimes(): CpuTimes {
  const endedMs = statOf(process.pid)?.endedMs ?? 0;
  const cells = childrenOf(process.pid).flatMap(descendantsOf).map(statOf);
  const cellsMs = cells.reduce((total, cell) => total + (cell ? cell.ownMs + cell.endedMs : 0), 0);
  const kernelMs = kernelThreads();
  return { nodeMs: nodeCpuMs(), endedMs, cellsMs, kernelMs };
}

function kernelThreads(): number | undefined {
  const ours = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => statOf(Number(pid)))
    .filter((stat) => stat?.parent === KTHREADD);
  return ours.length === 0 ? undefined : ours.reduce((total, stat) => total + stat!.ownMs, 0);
}

interface Stat {
  readonly parent: number;
  readonly ownMs: number;
  readonly endedMs: number;
}

/** proc(5): stat in ticks, and schedstat, which has nanoseconds of the main thread. Undefined when it has ended. */
function statOf(pid: number): Stat | undefined {
  const stat = parseStat(readProc(`/proc/${pid}/stat`) ?? '');
  const exactNs = Number(readProc(`/proc/${pid}/schedstat`)?.split(' ')[0]);
  return stat && (exactNs > 0 && pid !== process.pid ? { ...stat, ownMs: exactNs / 1e6 } : stat);
}

/** The name in parentheses may hold anything, blanks and parentheses too. */
export function parseStat(text: string): Stat | undefined {
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  if (fields.length < 15) return undefined;
  const [user, system, endedUser, endedSystem] = fields.slice(11, 15) as [number, number, number, number];
  return {
    parent: fields[1]!,
    ownMs: (user + system) * TICK_MS,
    endedMs: (endedUser + endedSystem) * TICK_MS,
  };
}
