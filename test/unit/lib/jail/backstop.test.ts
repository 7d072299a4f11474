import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Backstop } from '../../../../lib/jail/backstop.js';

let acted: string[];
const backstop = (name: string, afterMs: number) => new Backstop(afterMs, () => acted.push(name));

describe('Backstop', () => {
  beforeEach(() => {
    acted = [];
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.advanceTimersByTime(600_000); // whatever is held ends, and the one timer of all with it
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  test('each acts once, at its time or up to a second later, and not when it was stopped', () => {
    backstop('short', 2_500);
    const stopped = backstop('stopped', 2_500);
    vi.advanceTimersByTime(700);
    backstop('long', 5_000);
    vi.advanceTimersByTime(1_700);
    expect(acted).toEqual([]);
    stopped.stop();
    vi.advanceTimersByTime(1_000);
    expect(acted).toEqual(['short']);
    vi.advanceTimersByTime(10_000);
    expect(acted).toEqual(['short', 'long']);
  });

  test('one timer serves all, and none runs when nothing is held', () => {
    const some = ['a', 'b', 'c'].map((name) => backstop(name, 60_000));
    expect(vi.getTimerCount()).toBe(1);
    for (const each of some) each.stop();
    vi.advanceTimersByTime(1_000);
    expect(vi.getTimerCount()).toBe(0);
    expect(acted).toEqual([]);
  });
});

test('a Backstop is given more time when Node was away meanwhile: what came is told first', async () => {
  acted = [];
  backstop('late', 300);
  for (const until = performance.now() + 2_600; performance.now() < until; ); // as a caller that computes
  await sleep(20);
  expect(acted).toEqual([]);
  await expect.poll(() => acted, { timeout: 10_000 }).toEqual(['late']);
});
