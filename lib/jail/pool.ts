import { Cell } from './cell.js';
import { closedFault } from './cell-faults.js';
import { type CellHost, servesMany } from './cell-setup.js';
import { type Profile, profileKey } from './config.js';
import { busyCores, isOpen, pickCore } from './pool-cores.js';
import type { Pair } from './step.js';

const COMING: ReadonlySet<Cell['state']> = new Set(['starting', 'parking']);
const NONE: ReadonlySet<number | undefined> = new Set();
const SPARE_PAUSE_MS = 1_000; // after a failed start: a spare that cannot be had is not tried for at every run

interface Wanted {
  readonly key: string;
  readonly profile: Profile;
  /** The core to be on, where cells are pinned: that of the other side of a pair, which has the core already. */
  readonly core: number | undefined;
}

interface Waiter extends Wanted {
  readonly resolve: (cell: Cell) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * The cells of a runner: hands out parked ones, starts new ones when all of a profile are in use, and from the
 * second use of a profile on keeps one more than are in use. It holds at most twice `parked` and two cells, and `more`;
 * an idle cell of another profile makes room.
 *
 * Pinned, each cell belongs to a core, and each core to one of its cells at a time: from the moment that the cell
 * is started or claimed until its next jail is parked. So a program shares its core with no other jail.
 */
export class CellPool {
  readonly #cells = new Set<Cell>();
  readonly #waiters: Waiter[] = [];
  readonly #known = new Set<string>();
  #sparesAfter = 0;
  #closed = false;
  #pairing: Promise<unknown> = Promise.resolve();

  constructor(
    readonly host: CellHost,
    readonly parked: number,
    /** The cores to pin cells to, see cores.ts; none: cells are not pinned. */
    readonly cores: readonly number[] = [],
    /** Room for warm cells. */
    readonly more: number = 0,
  ) {}

  /** A parked cell of the profile, claimed for one run; at once when there is one. */
  acquire(profile: Profile): Cell | Promise<Cell> {
    return this.#acquire(profile);
  }

  /**
   * Two parked cells, claimed for one pair of programs; pinned, both on one core. One pair after another collects its
   * cells: so none ever holds one cell that another pair waits for.
   */
  acquirePair([first, second]: Pair<Profile>): Promise<Pair<Cell>> {
    const pair = this.#pairing.then(async () => {
      const one = await this.#acquire(first);
      try {
        return [one, await this.#acquire(second, one.core)] as const;
      } catch (error) {
        one.leave();
        throw error;
      }
    });
    this.#pairing = pair.catch(() => undefined);
    return pair;
  }

  /** Has a cell of the profile started, unless there is one, for a call that is to come. */
  prepare(profile: Profile): void {
    const key = profileKey(profile);
    if (this.#count(key) === 0) this.#start({ key, profile, core: undefined });
  }

  /** Takes over a parked cell, which was made for a pool like this one. */
  adopt(cell: Cell): void {
    cell.onChange = () => this.#onChange(cell);
    this.#cells.add(cell);
    this.#onChange(cell);
  }

  /** Closes all cells. Everything of theirs is gone when it resolves. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const waiter of this.#waiters.splice(0)) waiter.reject(closedFault());
    await Promise.all([...this.#cells].map((cell) => cell.close()));
  }

  #acquire(profile: Profile, core?: number): Cell | Promise<Cell> {
    if (this.#closed) return Promise.reject(closedFault());
    const wanted = { key: profileKey(profile), profile, core };
    const cell = this.#claim(wanted);
    if (cell) return cell;
    const { promise, resolve, reject } = Promise.withResolvers<Cell>();
    this.#waiters.push({ ...wanted, resolve, reject });
    this.#serve();
    return promise;
  }

  #claim(wanted: Wanted): Cell | undefined {
    const cell = this.#findParked(wanted);
    if (!cell) return undefined;
    cell.claim();
    this.#keepSpare(wanted);
    return cell;
  }

  /** Hands parked cells to those who wait, first come first served, and starts what is missing. */
  #serve(): void {
    for (let i = 0; i < this.#waiters.length; ) {
      const waiter = this.#waiters[i]!;
      const cell = this.#claim(waiter);
      if (!cell) {
        i++;
        continue;
      }
      this.#waiters.splice(i, 1);
      waiter.resolve(cell);
    }
    for (const waiter of this.#waiters)
      if (this.#countComing(waiter) < this.#countWaiting(waiter)) this.#start(waiter);
  }

  #keepSpare({ key, profile }: Wanted): void {
    const slow = profile.warm ? this.#count(key, 'parking') : 0; // an interpreter starts no faster than small runs end
    const wanted = Math.min(this.parked, this.#count(key, 'running') + slow + 1);
    const usedBefore = this.#known.has(key); // a script that runs one program starts one cell
    this.#known.add(key);
    const worthATry = usedBefore && performance.now() >= this.#sparesAfter;
    const leaving = servesMany(this.host) ? 0 : this.#count(key, 'running');
    if (worthATry && this.#count(key) - leaving < wanted) this.#start({ key, profile, core: undefined });
  }

  #start(wanted: Wanted): void {
    const { key, profile } = wanted;
    const core = wanted.core ?? pickCore(this.cores, this.#cells, key);
    if (this.cores.length > 0 && core === undefined) return;
    if (this.#closed || (this.#count() >= 2 * this.parked + 2 + this.more && !this.#evict(wanted))) return;
    const cell = new Cell(this.host, profile, core, () => this.#onChange(cell));
    this.#cells.add(cell);
    cell.started.catch((error: unknown) => this.#failOne(key, error));
  }

  #evict({ key, core }: Wanted): boolean {
    const isUseless = (cell: Cell) => cell.key !== key || (core !== undefined && cell.core !== core);
    const idle = [...this.#cells].find((cell) => cell.state === 'parked' && isUseless(cell));
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

  #findParked({ key, core }: Wanted): Cell | undefined {
    const busy = this.cores.length > 0 ? busyCores(this.#cells) : NONE;
    for (const cell of this.#cells) {
      const isFree = core === undefined ? !busy.has(cell.core) : cell.core === core;
      if (isFree && cell.state === 'parked' && cell.key === key) return cell;
    }
    return undefined;
  }

  /** Cells that will be parked soon, as the waiter wants them. */
  #countComing({ key, core }: Wanted): number {
    let count = 0;
    for (const cell of this.#cells)
      if (cell.key === key && (core === undefined || cell.core === core) && COMING.has(cell.state)) count++;
    return count;
  }

  /** Those who want the same. */
  #countWaiting({ key, core }: Wanted): number {
    let count = 0;
    for (const waiter of this.#waiters) if (waiter.key === key && waiter.core === core) count++;
    return count;
  }

  /** Cells of the profile (or all) in the state, or in any but on their way out. */
  #count(key?: string, state?: Cell['state']): number {
    let count = 0;
    for (const cell of this.#cells)
      if ((key === undefined || cell.key === key) && (state ? cell.state === state : isOpen(cell))) count++;
    return count;
  }
}
