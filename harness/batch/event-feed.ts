import type { GradeEvent } from '../events.js';

/** Takes events, and has them for those who go through them one by one. */
export interface EventFeed {
  push(event: GradeEvent): void;
  /** Resolves when everybody has few enough events before them: who waits for it keeps what is in memory bounded. */
  room(): Promise<void>;
  /** No event comes any more. */
  end(): void;
  /** None comes any more, and everybody is to be told why. */
  fail(error: unknown): void;
  /** All events from now on. */
  iterate(): AsyncGenerator<GradeEvent, void>;
}

/** Enough to work ahead of a slow reader, little to keep in memory. */
const MOST_WAITING = 1_000;

/** One who goes through the events. */
interface Reader {
  readonly waiting: GradeEvent[];
  wake: () => void;
}

/** @param onLeft Told when somebody leaves before the end. */
export function createEventFeed(onLeft: () => void): EventFeed {
  const readers = new Set<Reader>();
  const blocked: (() => void)[] = [];
  let outcome: { readonly error?: unknown } | undefined;

  return {
    push: (event) => {
      for (const reader of readers) {
        reader.waiting.push(event);
        reader.wake();
      }
    },
    room: async () => {
      while (isFull()) await new Promise<void>((resolve) => blocked.push(resolve));
    },
    end: () => settle({}),
    fail: (error) => settle({ error }),
    iterate: () => {
      const reader: Reader = { waiting: [], wake: () => {} };
      readers.add(reader);
      return read(reader);
    },
  };

  async function* read(reader: Reader): AsyncGenerator<GradeEvent, void> {
    try {
      for (;;) {
        for (let event = reader.waiting.shift(); event; event = reader.waiting.shift()) {
          unblock();
          yield event;
        }
        if (outcome) break;
        await new Promise<void>((resolve) => {
          reader.wake = resolve;
        });
      }
      if ('error' in outcome) throw outcome.error;
    } finally {
      readers.delete(reader);
      unblock();
      if (!outcome) onLeft();
    }
  }

  function settle(how: { readonly error?: unknown }): void {
    outcome = how;
    for (const reader of readers) reader.wake();
  }

  function isFull(): boolean {
    return [...readers].some(({ waiting }) => waiting.length >= MOST_WAITING);
  }

  function unblock(): void {
    if (blocked.length > 0 && !isFull()) for (const resume of blocked.splice(0)) resume();
  }
}
