/** How late a timer is that fires after Node was stopped (SIGSTOP, a frozen container), or its caller kept it busy. */
export const LATE_MS = 1_000;

/** What is to happen unless it is stopped before. */
export interface Patience {
  stop(): void;
}

/**
 * Does something when nothing else has come for so long, in which Node was awake: what came meanwhile is still in its
 * sockets when it wakes up, and timers go first. So a timer that fires late begins anew.
 */
export function losePatience(afterMs: number, act: () => void): Patience {
  let timer: NodeJS.Timeout;
  const start = () => {
    const dueAt = performance.now() + afterMs;
    timer = setTimeout(() => (performance.now() > dueAt + LATE_MS ? start() : act()), afterMs).unref();
  };
  start();
  return { stop: () => clearTimeout(timer) };
}
