import type { Pool } from './pool.js';

/** What the results so far leave to be done. */
export interface Lazy<T, R> {
  /** Tells a result. */
  note(item: T, result: R): void;
  /** Whether an item still matters. Once it does not, no further result makes it matter again. */
  isNeeded(item: T): boolean;
}

/** How {@link inOrder} works on its items. */
export interface InOrder<T, R> {
  readonly pool: Pool;
  readonly signal: AbortSignal;
  /** Works on one item; may reject once its signal is aborted. */
  run(item: T, signal: AbortSignal): Promise<R>;
  /** Whether this result ends the work: no item after it counts. */
  stops(result: R): boolean;
  /** Starts with nothing known. */
  lazy(): Lazy<T, R>;
}

/**
 * Works on items in parallel with the result of working one after another: up to and with the first that stops, by the
 * order of the items, without those that the results before them made needless. What was begun and is not needed any
 * more is aborted; what sequential work would not have done is dropped, and what it would have done after all is done.
 * So the outcome does not depend on the number of places.
 *
 * An item ranks by how many before it are not done: those are the ones that could make it needless. So of several
 * calls on one pool each gets its first item done before another has its second begun.
 *
 * @returns the results by index, `undefined` where there is none: not needed, beyond the stop, or after `signal` was
 * aborted.
 * @throws what `run` throws, unless its own signal was aborted before; everything else is aborted then.
 */
export async function inOrder<T, R>(items: readonly T[], options: InOrder<T, R>): Promise<(R | undefined)[]> {
  const results = await inParallel(items, options);
  return inSequence(items, results, options);
}

/** What one after another would have come to, of what is there; what is missing is done now. */
async function inSequence<T, R>(
  items: readonly T[],
  found: readonly (R | undefined)[],
  { pool, signal, run, stops, lazy }: InOrder<T, R>,
): Promise<(R | undefined)[]> {
  const results: (R | undefined)[] = items.map(() => undefined);
  const { note, isNeeded } = lazy();
  for (const [index, item] of items.entries()) {
    if (!isNeeded(item)) continue;
    const result = found[index] ?? (await doNow(item));
    results[index] = result;
    if (result === undefined) continue;
    note(item, result);
    if (stops(result)) break;
  }
  return results;

  async function doNow(item: T): Promise<R | undefined> {
    if (signal.aborted) return undefined;
    try {
      return await pool.run(
        () => 0,
        () => run(item, signal),
      );
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
  }
}

async function inParallel<T, R>(items: readonly T[], options: InOrder<T, R>): Promise<(R | undefined)[]> {
  const { pool, signal, run, stops } = options;
  const { note, isNeeded } = options.lazy();
  const results: (R | undefined)[] = items.map(() => undefined);
  const open = new Map<number, AbortController>();
  let next = 0;
  let stopAt = items.length;

  const abortAll = (): void => abortBeyond(-1);
  signal.addEventListener('abort', abortAll);
  const workers = Math.min(pool.places, items.length);
  const outcomes = await Promise.allSettled(Array.from({ length: workers }, worker));
  signal.removeEventListener('abort', abortAll);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
  return results;

  async function worker(): Promise<void> {
    for (let index = take(); index !== undefined; index = take()) {
      const mine = index;
      const controller = new AbortController();
      open.set(mine, controller);
      const rank = (): number => [...open.keys()].filter((other) => other < mine).length;
      await pool.run(rank, () => work(mine, controller.signal)).finally(() => open.delete(mine));
    }
  }

  /** The next item that matters. */
  function take(): number | undefined {
    while (next < Math.min(items.length, stopAt) && !signal.aborted) {
      const index = next++;
      if (isNeeded(items[index]!)) return index;
    }
    return undefined;
  }

  async function work(index: number, own: AbortSignal): Promise<void> {
    if (own.aborted) return;
    try {
      const result = await run(items[index]!, own);
      if (own.aborted) return;
      results[index] = result;
      note(items[index]!, result);
      if (stops(result)) stop(index);
      abortNeedless();
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

  function abortNeedless(): void {
    for (const [index, controller] of open) if (!isNeeded(items[index]!)) controller.abort(NEEDLESS);
  }

  function abortBeyond(index: number): void {
    for (const [other, controller] of open) if (other > index) controller.abort(signal.reason);
  }
}

const NEEDLESS = new Error('its result is not needed any more');
