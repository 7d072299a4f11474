const TOOL_MS = 60_000;

/** What of a long list is given, and that it is not all. */
export interface Bounded {
  /** Whether there was more than was asked for or allowed. */
  readonly truncated: boolean;
}

/** A signal that ends a tool after 60 s, or when the caller's does. */
export function toolSignal(signal?: AbortSignal): AbortSignal {
  const late = AbortSignal.timeout(TOOL_MS);
  return signal ? AbortSignal.any([signal, late]) : late;
}

/** Work that cannot be stopped itself is not waited for any longer. */
export function withinTime<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  work.catch(() => undefined);
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', onAbort));
}

/** A line for people and models: at most so many characters. */
export function cutLine(line: string, most: number): string {
  return line.length <= most ? line : `${line.slice(0, most)}… (${line.length - most} more characters)`;
}
