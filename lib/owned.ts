/** What goes with its owner: each is closed once, by itself or with all the others. */
export class Owned {
  readonly #closers = new Set<() => Promise<unknown>>();
  #closing: Promise<void> | undefined;

  /** Returns what takes it out again. @throws nothing: what comes too late is closed at once */
  add(close: () => Promise<unknown>): () => void {
    if (this.#closing) void close().catch(() => undefined);
    else this.#closers.add(close);
    return () => void this.#closers.delete(close);
  }

  /** Closes all of them, begun in their order. @throws what the first of them threw, when all are over */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const outcomes = await Promise.allSettled([...this.#closers].map((close) => close()));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }
}
