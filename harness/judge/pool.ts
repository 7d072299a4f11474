/** Bounded places for work. */
export interface Pool {
  readonly places: number;
  /**
   * Does a task once there is a place for it. Of those that wait, the one whose rank is lowest goes first; ranks are
   * asked for when a place is free, as they change while tasks wait.
   */
  run<T>(rank: () => number, task: () => Promise<T>): Promise<T>;
}

interface Waiting {
  readonly rank: () => number;
  readonly start: () => void;
}

/** A pool for `places` tasks at a time. */
export function createPool(places: number): Pool {
  const waiting: Waiting[] = [];
  let free = places;
  let due = false;

  return {
    places,
    run: async (rank, task) => {
      await new Promise<void>((start) => {
        waiting.push({ rank, start });
        dispatchSoon();
      });
      try {
        return await task();
      } finally {
        free++;
        dispatchSoon();
      }
    },
  };

  /** Not at once: who has just finished a task may be about to ask for the next one, and that may rank lower. */
  function dispatchSoon(): void {
    if (!due) setImmediate(dispatch);
    due = true;
  }

  function dispatch(): void {
    due = false;
    for (; free > 0 && waiting.length > 0; free--) takeLowest(waiting).start();
  }
}

function takeLowest(waiting: Waiting[]): Waiting {
  const ranks = waiting.map(({ rank }) => rank());
  const [lowest] = waiting.splice(ranks.indexOf(Math.min(...ranks)), 1);
  return lowest!;
}
