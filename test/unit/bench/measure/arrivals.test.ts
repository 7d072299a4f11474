import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { arrivals, measureArrivals } from '../../../../bench/measure/arrivals.js';

describe('arrivals()', () => {
  it('come at the rate, in order, and the same for the same seed', () => {
    const due = arrivals(100, 10_000, 3);
    expect(due.length).toBeGreaterThan(850);
    expect(due.length).toBeLessThan(1_150);
    expect(due).toEqual([...due].sort((a, b) => a - b));
    expect(arrivals(100, 10_000, 3)).toEqual(due);
    expect(arrivals(100, 10_000, 4)).not.toEqual(due);
  });

  it('are two at least', () => {
    expect(arrivals(0.001, 1, 1)).toHaveLength(2);
  });
});

describe('measureArrivals()', () => {
  const level = { ratePerSecond: 40, share: 0.5 };
  const peer = (name: string, ms: number) => ({ name, run: () => sleep(ms) });

  it('counts the time that a run has waited', async () => {
    const [few] = await measureArrivals([peer('a', 20)], [level], 8, 1);
    const [one] = await measureArrivals([peer('a', 20)], [level], 1, 1);
    expect(few!.peers.a!.p50Ms).toBeGreaterThan(19);
    expect(one!.peers.a!.p95Ms).toBeGreaterThan(few!.peers.a!.p95Ms);
    expect(few).toMatchObject(level);
  }, 30_000);

  it('gives up on who falls far behind', async () => {
    const [result] = await measureArrivals([peer('a', 700)], [level], 1, 1);
    expect(result!.peers).toEqual({ a: undefined });
  }, 30_000);

  it('fails with the run that fails', async () => {
    const broken = { name: 'a', run: () => Promise.reject(new Error('broken')) };
    await expect(measureArrivals([broken], [level], 2, 1)).rejects.toThrow('broken');
  }, 30_000);
});
