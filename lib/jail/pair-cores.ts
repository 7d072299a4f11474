import { allowedCores, coresToPin } from './cores.js';

/**
 * The cores that pairs of programs stay on where cells are not pinned: two programs that take turns on two cores wait
 * for each other's core to wake up, ten times as long as for each other on one.
 */
export class PairCores {
  readonly #pairs = new Map<number, number>();

  /** The one with the fewest pairs; undefined when none is known. */
  take(): number | undefined {
    if (this.#pairs.size === 0) {
      for (const core of coresToPin(allowedCores(), Number.POSITIVE_INFINITY)) this.#pairs.set(core, 0);
    }
    const [core] = [...this.#pairs].sort(([, a], [, b]) => a - b)[0] ?? [];
    this.#add(core, 1);
    return core;
  }

  giveBack(core: number | undefined): void {
    this.#add(core, -1);
  }

  #add(core: number | undefined, count: number): void {
    if (core !== undefined) this.#pairs.set(core, this.#pairs.get(core)! + count);
  }
}
