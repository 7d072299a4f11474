const KICK_MS = 10;
const KICKS = 500;

/**
 * nsjail loses a wake-up now and then until its tick of one second: it looks for dead children, then pauses, and
 * misses what dies in between. After a report without a new jail it is woken every 10 ms, until that is hopeless.
 */
export class Kicker {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    readonly kick: () => void,
    readonly giveUp: () => void,
  ) {}

  start(left = KICKS): void {
    this.#timer = setTimeout(() => {
      if (left === 0) return this.giveUp();
      this.kick();
      this.start(left - 1);
    }, KICK_MS).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
