import { Cell } from './cell.js';
import { closedFault } from './cell-faults.js';
import type { CellHost } from './cell-setup.js';
import { type Profile, profileKey } from './config.js';

const SPARE_PAUSE_MS = 1_000; // after a failed start: a spare that cannot be had is not tried for at every run

interface Waiter {
  readonly key: string;
  readonly profile: Profile;
  readonly resolve: (cell: Cell) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * The cells of a runner: hands out parked ones, starts new ones when all of a profile are in use, and from the
 * second use of a profile on keeps one more than are in use. It holds at most twice `parked` and two cells; an
 * idle cell of another profile makes room.
 */
export class CellPool {
  readonly #cells = new Set<Cell>();
  readonly #waiters: Waiter[] = [];
  readonly #known = new Set<string>();
  #sparesAfter = 0;
  #closed = false;
  #nextCore = 0;

  constructor(
    readonly host: CellHost,
    readonly parked: number,
    readonly cores: number,
  ) {}

  /** A parked cell of the profile, claimed for one run. */
  acquire(profile: Profile): Promise<Cell> {
    if (this.#closed) return Promise.reject(closedFault());
    const { promise, resolve, reject } = Promise.withResolvers<Cell>();
    this.#waiters.push({ key: profileKey(profile), profile, resolve, reject });
    this.#serve();
    return promise;
  }

  /** Closes all cells. Everything of theirs is gone when it resolves. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const waiter of this.#waiters.splice(0)) waiter.reject(closedFault());
    await Promise.all([...this.#cells].map((cell) => cell.close()));
  }

  /** Hands parked cells to those who wait, first come first served, and starts what is missing. */
  #serve(): void {
    for (let i = 0; i < this.#waiters.length; ) {
      const waiter = this.#waiters[i]!;
      const cell = this.#find(waiter.key, 'parked');
      if (!cell) {
        i++;
        continue;
      }
      this.#waiters.splice(i, 1);
      cell.claim();
      waiter.resolve(cell);
      this.#keepSpare(waiter);
    }
    for (const { key, profile } of this.#waiters) {
      const waiting = this.#waiters.filter((waiter) => waiter.key === key).length;
      if (this.#count(key, 'starting') + this.#count(key, 'parking') < waiting) this.#start(profile, key);
    }
  }

  #keepSpare({ key, profile }: Waiter): void {
    const wanted = Math.min(this.parked, this.#count(key, 'running') + 1);
    const usedBefore = this.#known.has(key); // a script that runs one program starts one cell
    this.#known.add(key);
    const worthATry = usedBefore && performance.now() >= this.#sparesAfter;
    if (worthATry && this.#count(key) < wanted) this.#start(profile, key);
  }

  #start(profile: Profile, key: string): void {
    if (this.#closed || (this.#count() >= 2 * this.parked + 2 && !this.#evict(key))) return;
    const core = this.host.pin ? this.#nextCore++ % this.cores : undefined;
    const cell = new Cell(this.host, profile, core, () => this.#onChange(cell));
    this.#cells.add(cell);
    cell.started.catch((error: unknown) => this.#failOne(key, error));
  }

  #evict(key: string): boolean {
    const idle = [...this.#cells].find((cell) => cell.state === 'parked' && cell.key !== key);
    idle?.retire();
    return idle !== undefined;
  }

  #onChange(cell: Cell): void {
    if (cell.state === 'closed') this.#cells.delete(cell);
    this.#serve();
  }

  /** Each failed start fails one call, unless as many cells are on their way as calls wait. Nothing restarts by itself. */
  #failOne(key: string, error: unknown): void {
    this.#sparesAfter = performance.now() + SPARE_PAUSE_MS;
    const waiting = this.#waiters.filter((waiter) => waiter.key === key);
    if (waiting.length <= this.#count(key, 'starting') + this.#count(key, 'parking')) return;
    this.#waiters.splice(this.#waiters.indexOf(waiting[0]!), 1);
    waiting[0]!.reject(error);
  }

  #find(key: string, state: Cell['state']): Cell | undefined {
    for (const cell of this.#cells) if (cell.state === state && cell.key === key) return cell;
    return undefined;
  }

  /** Cells of the profile (or all) in the state, or in any but on their way out. */
  #count(key?: string, state?: Cell['state']): number {
    let count = 0;
    for (const cell of this.#cells) {
      const counts = state ? cell.state === state : cell.state !== 'closing' && cell.state !== 'closed';
      if (counts && (key === undefined || cell.key === key)) count++;
    }
    return count;
  }
}
