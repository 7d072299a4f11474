import type { Cell } from './cell.js';

type Placed = Pick<Cell, 'core' | 'key' | 'state'>;

/** Not on its way out. */
export function isOpen({ state }: Pick<Cell, 'state'>): boolean {
  return state !== 'closing' && state !== 'closed';
}

/** Cores on which a cell is at work. */
export function busyCores(cells: Iterable<Placed>): ReadonlySet<number | undefined> {
  const busy = new Set<number>();
  for (const cell of cells) {
    if (cell.core !== undefined && isOpen(cell) && cell.state !== 'parked') busy.add(cell.core);
  }
  return busy;
}

/** A free core without a cell of the profile; of several, the one with the fewest cells. */
export function pickCore(
  cores: readonly number[],
  cells: ReadonlySet<Placed>,
  key: string,
): number | undefined {
  const busy = busyCores(cells);
  const cellsOn = (core: number) => [...cells].filter((cell) => cell.core === core && isOpen(cell));
  return cores
    .filter((core) => !busy.has(core) && !cellsOn(core).some((cell) => cell.key === key))
    .sort((a, b) => cellsOn(a).length - cellsOn(b).length)[0];
}
