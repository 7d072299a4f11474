import type { Pool } from './pool.js';

/** How {@link inOrder} works on its items. */
export interface InOrder<T, R> {
  readonly pool: Pool;
  readonly signal: AbortSignal;
  /** Works on one item; may reject once its signal is aborted. */
  run(item: T, signal: AbortSignal): Promise<R>;
  /** Whether this result ends the work: no item after it counts. */
  stops(result: R): boolean;
}

/**
 * Works on items in parallel with the result of working one after another: up to and with the first that stops, by
 * the order of the items. What was begun beyond it is aborted and its result dropped, so the outcome does not
 * depend on the number of places.
 *
 * An item ranks by how many before it are not done: those are the ones that could make it needless. So of several
 * calls on one pool each gets its first item done before another has its second begun.
 *
 * @returns the results by index, `undefined` where there is none: beyond the stop, or after `signal` was aborted.
 * @throws what `run` throws, unless its own signal was aborted before; everything else is aborted then.
 */
export async function inOrder<T, R>(items: readonly T[], options: InOrder<T, R>): Promise<(R | undefined)[]> {
  const { pool, signal, run, stops } = options;
  const results: (R | undefined)[] = items.map(() => undefined);
  const open = new Map<number, AbortController>();
  let next = 0;
  let stopAt = items.length;

  const abortAll = (): void => abortBeyond(-1);
  signal.addEventListener('abort', abortAll);
  const outcomes = await Promise.allSettled(Array.from({ length: pool.places }, worker));
  signal.removeEventListener('abort', abortAll);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
  return results.map((result, index) => (index <= stopAt ? result : undefined));

  async function worker(): Promise<void> {
    while (next < Math.min(items.length, stopAt) && !signal.aborted) {
      const index = next++;
      const controller = new AbortController();
      open.set(index, controller);
      const rank = (): number => [...open.keys()].filter((other) => other < index).length;
      await pool.run(rank, () => work(index, controller.signal)).finally(() => open.delete(index));
    }
  }

  async function work(index: number, own: AbortSignal): Promise<void> {
    if (own.aborted) return;
    try {
      const result = await run(items[index]!, own);
      if (own.aborted) return;
      results[index] = result;
      if (stops(result)) stop(index);
    } catch (error) {
      if (own.aborted) return;
      stop(-1);
      throw error;
    }
  }

  function stop(index: number): void {
    stopAt = Math.min(stopAt, index);
    abortBeyond(stopAt);
  }

  function abortBeyond(index: number): void {
    for (const [other, controller] of open) if (other > index) controller.abort(signal.reason);
  }
}
