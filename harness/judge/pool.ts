/** Bounded places for work. */
export interface Pool {
  readonly places: number;
  /**
   * Does a task once there is a place for it. Of those that wait, the one whose rank is lowest goes first; ranks are
   * asked for when a place is free, as they change while tasks wait.
   */
  run<T>(rank: () => number, task: () => Promise<T>): Promise<T>;
  /**
   * Does a task while nothing else of this pool is at work. To be called from within a task: its place is free for
   * others until all have ended, and its own again afterwards. Nothing new is begun while a task waits to be alone.
   */
  alone<T>(task: () => Promise<T>): Promise<T>;
}

interface Waiting {
  readonly rank: () => number;
  readonly start: () => void;
}

/** A pool for `places` tasks at a time. */
export function createPool(places: number): Pool {
  const waiting: Waiting[] = [];
  const lonely: (() => void)[] = [];
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
    alone: async (task) => {
      free++;
      await new Promise<void>((start) => {
        lonely.push(start);
        dispatchSoon();
      });
      try {
        return await task();
      } finally {
        free = places - 1;
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
    if (lonely.length > 0) dispatchAlone();
    else for (; free > 0 && waiting.length > 0; free--) takeLowest(waiting).start();
  }

  function dispatchAlone(): void {
    if (free < places) return;
    free = 0;
    lonely.shift()!();
  }
}

function takeLowest(waiting: Waiting[]): Waiting {
  const ranks = waiting.map(({ rank }) => rank());
  const [lowest] = waiting.splice(ranks.indexOf(Math.min(...ranks)), 1);
  return lowest!;
}
