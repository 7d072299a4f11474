/** What goes with its owner: each is closed once, by itself or with all the others. */
export class Owned {
  readonly #closers = new Set<() => Promise<unknown>>();
  #closed = false;

  /** Returns what takes it out again. @throws nothing: what comes too late is closed at once */
  add(close: () => Promise<unknown>): () => void {
    if (this.#closed) void close().catch(() => undefined);
    else this.#closers.add(close);
    return () => void this.#closers.delete(close);
  }

  /** Closes all of them. @throws what the first of them threw, when all are over */
  async close(): Promise<void> {
    this.#closed = true;
    const closers = [...this.#closers];
    this.#closers.clear();
    const outcomes = await Promise.allSettled(closers.map((close) => close()));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }
}
