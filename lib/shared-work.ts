/**
 * Does a piece of work for whoever asks, once for all who ask for the same `key` while it goes on.
 *
 * *Semantics*
 * - The work is aborted when nobody waits for it any more; who gave no `signal` waits to its end.
 * - Each caller rejects with the reason of its own `signal`: at once, but the last one when the work has ended.
 * - Nothing is remembered: after its end, or once it is aborted, the next caller starts it anew.
 */
export type SharedWork<T> = (
  key: string,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
) => Promise<T>;

interface Going<T> {
  readonly outcome: Promise<T>;
  readonly abort: AbortController;
  /** Callers that still want it. */
  waiting: number;
}

/** Makes a place where equal work is shared. */
export function createSharedWork<T>(): SharedWork<T> {
  const all = new Map<string, Going<T>>();

  return async (key, signal, work) => {
    signal?.throwIfAborted();
    const going = all.get(key) ?? start(key, work);
    going.waiting++;
    return signal ? unlessAborted(going, signal, () => leave(key, going, signal.reason)) : going.outcome;
  };

  function start(key: string, work: (signal: AbortSignal) => Promise<T>): Going<T> {
    const abort = new AbortController();
    const going = { outcome: work(abort.signal), abort, waiting: 0 };
    all.set(key, going);
    const over = () => forget(key, going);
    going.outcome.then(over, over);
    return going;
  }

  /** Whether others still wait. */
  function leave(key: string, going: Going<T>, reason: unknown): boolean {
    if (--going.waiting > 0) return true;
    forget(key, going);
    going.abort.abort(reason);
    return false;
  }

  function forget(key: string, going: Going<T>): void {
    if (all.get(key) === going) all.delete(key); // else the key is another's already
  }
}

async function unlessAborted<T>(
  { outcome }: Going<T>,
  signal: AbortSignal,
  leave: () => boolean,
): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => leave() && aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const result = await Promise.race([outcome, aborted.promise]);
    signal.throwIfAborted();
    return result;
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
