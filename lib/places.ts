/**
 * Bounded places for work, first come, first served. A queue library does the same; this is on the path of every run,
 * where what it did besides (events, priorities, timeouts, records of tasks) took a tenth of Node's time.
 */
export class Places {
  #running = 0;
  readonly #waiting = new Set<() => void>();

  constructor(readonly count: number) {}

  get running(): number {
    return this.#running;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Does a task once a place is free. Rejects as the task does, or with the signal's reason when it has not begun. */
  async run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    if (this.#running < this.count) this.#running++;
    else await this.#turn(signal);
    try {
      signal?.throwIfAborted();
      return await task();
    } finally {
      this.#leave();
    }
  }

  /** Resolves with a place, that of somebody who leaves. */
  #turn(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#waiting.delete(start);
        reject(signal!.reason);
      };
      const start = () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      this.#waiting.add(start);
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  #leave(): void {
    const [next] = this.#waiting;
    if (!next) {
      this.#running--;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
