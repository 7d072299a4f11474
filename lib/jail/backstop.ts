import { LATE_MS } from './patience.js';

const TICK_MS = 1_000;

const held = new Set<Backstop>();
let ticker: NodeJS.Timeout | undefined;
let tickedAt = 0;

/**
 * Does something when nothing else has come for so long, in which Node was awake, or up to a second later. As
 * `losePatience` does, but one timer serves all: to make and to stop one for each run took a tenth of Node's time for it.
 */
export class Backstop {
  dueAt: number;

  constructor(
    afterMs: number,
    readonly act: () => void,
  ) {
    const now = performance.now();
    this.dueAt = now + afterMs;
    held.add(this);
    if (ticker) return;
    tickedAt = now;
    ticker = setInterval(tick, TICK_MS).unref();
  }

  stop(): void {
    held.delete(this);
  }
}

function tick(): void {
  const now = performance.now();
  const lateMs = now - tickedAt - TICK_MS;
  tickedAt = now;
  for (const backstop of held) {
    if (lateMs > LATE_MS) backstop.dueAt += lateMs;
    else if (now >= backstop.dueAt) {
      backstop.stop();
      backstop.act();
    }
  }
  if (held.size > 0) return;
  clearInterval(ticker);
  ticker = undefined;
}
