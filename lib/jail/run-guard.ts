import { losePatience } from './patience.js';

const BACKSTOP_MS = 10_000; // neither gate nor launch answers: a fault, not a limit

export interface RunGuard {
  readonly signal: AbortSignal | undefined;
  readonly wallMs: number;
  /** The caller does not want it any more. */
  readonly cancel: () => void;
  /** It is long overdue. */
  readonly kill: () => void;
}

/** Watches over a run from outside: passes on an abort, whose reason it then rejects with, and does not wait for ever. */
export async function guarded<T>(
  { signal, wallMs, cancel, kill }: RunGuard,
  run: () => Promise<T>,
): Promise<T> {
  const backstop = losePatience(wallMs + BACKSTOP_MS, kill);
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const result = await run();
    signal?.throwIfAborted();
    return result;
  } catch (error) {
    throw signal?.aborted ? signal.reason : error;
  } finally {
    backstop.stop();
    signal?.removeEventListener('abort', cancel);
  }
}
