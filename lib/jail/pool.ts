import { BailiffError } from '../errors.js';
import { Cell } from './cell.js';
import type { CellHost } from './cell-setup.js';
import type { Profile } from './config.js';

interface Waiter {
  readonly key: string;
  readonly profile: Profile;
  readonly resolve: (cell: Cell) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * The cells of a runner: hands out parked ones, starts new ones when all of a profile are in use, and keeps one
 * more than are in use parked, up to `parked`. Never holds more than twice `parked` and two cells in all: the
 * longest idle cell of another profile makes room.
 */
export class CellPool {
  readonly #cells = new Set<Cell>();
  readonly #waiters: Waiter[] = [];
  readonly #handouts = new Map<string, number>();
  #closed = false;
  #core = 0;

  constructor(
    readonly host: CellHost,
    readonly parked: number,
    readonly cores: number,
  ) {}

  /** A parked cell of the profile, which the caller must run a step in at once, or give back by `release`. */
  acquire(profile: Profile): Promise<Cell> {
    if (this.#closed) throw new BailiffError('CLOSED', 'Cannot run: the runner was closed');
    const key = keyOf(profile);
    this.#handouts.set(key, (this.#handouts.get(key) ?? 0) + 1);
    const ready = this.#of(key).find((cell) => cell.state === 'parked');
    if (ready) {
      this.#claim(ready);
      this.#keepSpare(key, profile);
      return Promise.resolve(ready);
    }
    const { promise, resolve, reject } = Promise.withResolvers<Cell>();
    this.#waiters.push({ key, profile, resolve, reject });
    this.#startFor(key, profile);
    return promise;
  }

  /** Closes all cells. Everything of theirs is gone when it resolves. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const waiter of this.#waiters.splice(0)) {
      waiter.reject(new BailiffError('CLOSED', 'Cannot run: the runner was closed'));
    }
    await Promise.all([...this.#cells].map((cell) => cell.close()));
  }

  /** A claimed cell counts as running from the moment that it is handed out. */
  #claim(cell: Cell): void {
    cell.claim();
  }

  #of(key: string): Cell[] {
    return [...this.#cells].filter((cell) => keyOf(cell.profile) === key);
  }

  #startFor(key: string, profile: Profile): void {
    const waiting = this.#waiters.filter((waiter) => waiter.key === key).length;
    const coming = this.#of(key).filter(({ state }) => state === 'starting' || state === 'parking').length;
    if (coming < waiting) this.#start(profile);
  }

  /** From the second use of a profile on, one cell waits while the others work. */
  #keepSpare(key: string, profile: Profile): void {
    const cells = this.#of(key);
    const inUse = cells.filter(({ state }) => state === 'running').length;
    if ((this.#handouts.get(key) ?? 0) > 1 && cells.length < Math.min(this.parked, inUse + 1)) this.#start(profile);
  }

  #start(profile: Profile): void {
    if (this.#cells.size >= 2 * this.parked + 2 && !this.#evict(keyOf(profile))) return;
    const core = this.host.pin ? this.#core++ % this.cores : undefined;
    const cell = new Cell(this.host, profile, core, (changed) => this.#onChange(changed));
    this.#cells.add(cell);
    cell.started.catch((error: unknown) => this.#onStartFailed(keyOf(profile), error));
  }

  #evict(key: string): boolean {
    const idle = [...this.#cells].find((cell) => cell.state === 'parked' && keyOf(cell.profile) !== key);
    if (!idle) return false;
    this.#cells.delete(idle);
    void idle.close();
    return true;
  }

  #onChange(cell: Cell): void {
    const key = keyOf(cell.profile);
    if (cell.state === 'closed') this.#cells.delete(cell);
    const at = this.#waiters.findIndex((waiter) => waiter.key === key);
    if (at < 0) return;
    const waiter = this.#waiters[at]!;
    if (cell.state !== 'parked') return this.#startFor(key, waiter.profile);
    this.#waiters.splice(at, 1);
    this.#claim(cell);
    waiter.resolve(cell);
    this.#keepSpare(key, waiter.profile);
  }

  /** Each failed start fails one call: nothing is started again by itself. */
  #onStartFailed(key: string, error: unknown): void {
    const at = this.#waiters.findIndex((waiter) => waiter.key === key);
    if (at >= 0) this.#waiters.splice(at, 1)[0]!.reject(error);
  }
}

function keyOf(profile: Profile): string {
  return `${profile.loopback} ${profile.boxBytes} ${profile.boxInodes}`;
}
