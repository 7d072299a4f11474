const KICK_MS = 10;
const KICKS = 500;

/**
 * nsjail loses a wake-up now and then until its tick of one second: it looks for dead children, then pauses, and
 * misses what dies in between. After a report without a new jail it is woken every 10 ms, until that is hopeless.
 */
export class Kicker {
  /** One for all runs of a cell: to make one for each took longer than to let it fire for nothing now and then. */
  #timer: NodeJS.Timeout | undefined;
  /** How often it will still kick; undefined: nobody waits. */
  #left: number | undefined;

  constructor(
    readonly kick: () => void,
    readonly giveUp: () => void,
  ) {}

  start(): void {
    this.#left = KICKS;
    if (this.#timer) this.#timer.refresh();
    else this.#timer = setTimeout(() => this.#fire(), KICK_MS).unref();
  }

  stop(): void {
    this.#left = undefined;
  }

  #fire(): void {
    if (this.#left === undefined) return;
    if (this.#left === 0) {
      this.stop();
      this.giveUp();
      return;
    }
    this.#left--;
    this.kick();
    this.#timer!.refresh();
  }
}
