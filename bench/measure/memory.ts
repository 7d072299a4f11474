import { setTimeout as sleep } from 'node:timers/promises';
import { createRunner, type RunnerOptions } from '../../lib/index.js';
import { childrenOf, type ProcessMemory, processTree, pssBytes } from './process-memory.js';

/** Memory of idle cells and of Node, as proportional set size in bytes. */
export interface MemoryResult {
  readonly cells: number;
  /** All processes of all cells. */
  readonly cellsBytes: number;
  readonly perCellBytes: number;
  /** The same by the name of the process, for one cell. */
  readonly perCellByName: Readonly<Record<string, number>>;
  /** Processes that the kernel does not let us measure: the figures above lack them. */
  readonly unreadable: number;
  /** Node with this benchmark loaded, before the first cell and with all cells parked. */
  readonly nodeBeforeBytes?: number;
  readonly nodeBytes?: number;
}

export const CELLS = 64;

const HOLD = ['/bin/sleep', '1'] as const; // long enough that every run gets a cell of its own
const SETTLE_MS = 200;

/** Parks cells, lets them come to rest, and measures their processes. */
export async function measureMemory(
  options: RunnerOptions,
  signal?: AbortSignal,
  cells = CELLS,
): Promise<MemoryResult> {
  const others = new Set(childrenOf(process.pid));
  const nodeBeforeBytes = pssBytes('self');
  await using runner = createRunner({ ...options, concurrency: cells, parked: cells });
  await Promise.all(Array.from({ length: cells }, () => runner.run({ argv: [...HOLD], signal })));
  await sleep(SETTLE_MS, undefined, { signal });
  const ours = childrenOf(process.pid).filter((pid) => !others.has(pid));
  return {
    ...summarizeCells(ours.map(processTree)),
    nodeBeforeBytes,
    nodeBytes: pssBytes('self'),
  };
}

/** Adds up the processes of each cell. */
export function summarizeCells(
  cells: readonly (readonly ProcessMemory[])[],
): Omit<MemoryResult, 'nodeBeforeBytes' | 'nodeBytes'> {
  const all = cells.flat();
  const total = (processes: readonly ProcessMemory[]) =>
    processes.reduce((bytes, { pssBytes }) => bytes + (pssBytes ?? 0), 0);
  const names = [...new Set(all.map(({ name }) => name))];
  const perCell = (bytes: number) => (cells.length === 0 ? 0 : bytes / cells.length);
  return {
    cells: cells.length,
    cellsBytes: total(all),
    perCellBytes: perCell(total(all)),
    perCellByName: Object.fromEntries(
      names.map((name) => [name, perCell(total(all.filter((process) => process.name === name)))]),
    ),
    unreadable: all.filter(({ pssBytes }) => pssBytes === undefined).length,
  };
}
