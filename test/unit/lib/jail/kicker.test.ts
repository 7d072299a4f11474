import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Kicker } from '../../../../lib/jail/kicker.js';

const kick = vi.fn();
const giveUp = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('Kicker', () => {
  test('kicks every 10 ms until it is stopped', () => {
    const kicker = new Kicker(kick, giveUp);
    kicker.start();
    vi.advanceTimersByTime(9);
    expect(kick).not.toHaveBeenCalled();
    vi.advanceTimersByTime(31);
    expect(kick).toHaveBeenCalledTimes(4);
    kicker.stop();
    vi.advanceTimersByTime(1_000);
    expect(kick).toHaveBeenCalledTimes(4);
    expect(giveUp).not.toHaveBeenCalled();
  });

  test('gives up after five seconds, once', () => {
    new Kicker(kick, giveUp).start();
    vi.advanceTimersByTime(60_000);
    expect(kick).toHaveBeenCalledTimes(500);
    expect(giveUp).toHaveBeenCalledOnce();
  });

  test('can be stopped before it was started', () => {
    expect(() => new Kicker(kick, giveUp).stop()).not.toThrow();
  });
});
