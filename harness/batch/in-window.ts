/** How {@link inWindow} works through its items. */
export interface Window<T, R> {
  /** Items that are worked on at a time, at most. */
  readonly open: number;
  /** Items that are worked on or wait for an earlier one to be handed on, at most. Not less than `open`. */
  readonly held: number;
  /** Aborted: no further item is asked for, and what is open is expected to end soon. */
  readonly signal: AbortSignal;
  /** Works on one item. `signal` is also aborted when another item fails. */
  work(item: T, signal: AbortSignal): Promise<R>;
  /** Takes a result, in the order of the items; the next one waits until it is done. */
  deliver(result: R): void | Promise<void>;
}

/**
 * Works on items in parallel and hands on the results in the order of the items. Items are asked for one by one, so
 * of many thousands only those of the window are in memory.
 *
 * @throws the first failure of an item, of `deliver` or of the items themselves, when all else has ended.
 */
export async function inWindow<T, R>(
  items: Iterable<T> | AsyncIterable<T>,
  { open, held, signal, work, deliver }: Window<T, R>,
): Promise<void> {
  const failure = new AbortController();
  const within = AbortSignal.any([signal, failure.signal]);
  const openPlaces = createPlaces(open);
  const heldPlaces = createPlaces(held);
  const going = new Set<Promise<unknown>>();
  let handedOn: Promise<void> = Promise.resolve();

  try {
    for await (const item of items) {
      await heldPlaces.take();
      await openPlaces.take();
      if (within.aborted) break;
      begin(item);
    }
  } catch (error) {
    failure.abort(error);
  }
  await Promise.allSettled([...going, handedOn]);
  if (failure.signal.aborted) throw failure.signal.reason;

  function begin(item: T): void {
    const result = work(item, within);
    going.add(result);
    const done = (): void => {
      going.delete(result);
      openPlaces.free();
    };
    result.then(done, (error: unknown) => {
      failure.abort(error);
      done();
    });
    handedOn = handedOn.then(() => result).then(deliver);
    handedOn.then(heldPlaces.free, (error: unknown) => {
      failure.abort(error);
      heldPlaces.free();
    });
  }
}

/** Bounded places; whoever finds none waits. */
interface Places {
  take(): Promise<void>;
  free(): void;
}

function createPlaces(count: number): Places {
  const waiting: (() => void)[] = [];
  let left = count;
  return {
    take: async () => {
      if (left > 0) left--;
      else await new Promise<void>((resolve) => waiting.push(resolve));
    },
    free: () => {
      const next = waiting.shift();
      if (next) next();
      else left++;
    },
  };
}
