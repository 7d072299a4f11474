import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { measureLatency } from '../../../../bench/measure/latency.js';
import type { Peer } from '../../../../bench/peers/peer.js';

const WARM_UP_RUNS = 20;

function recorded(names: readonly string[], ms: number) {
  const order: string[] = [];
  const run = (name: string) => async () => {
    order.push(name);
    await sleep(ms);
  };
  const peers: Peer[] = names.map((name) => ({ name, run: run(name) }));
  return { order, peers, turns: () => order.slice(names.length * WARM_UP_RUNS) };
}

describe('measureLatency()', () => {
  it('lets another peer go first in each round', async () => {
    const { peers, turns } = recorded(['a', 'b', 'c'], 1);
    const summaries = await measureLatency(peers, 2, 40);
    expect(turns().slice(0, 6).join('')).toBe('abcbca');
    expect(Object.keys(summaries)).toEqual(['a', 'b', 'c']);
    expect(new Set(Object.values(summaries).map(({ n }) => n)).size).toBe(1);
    expect(summaries.a!.n).toBe(turns().length / 3);
  });

  it('asks rare peers in every fourth round', async () => {
    const { peers, turns } = recorded(['a', 'b'], 0);
    await measureLatency([peers[0]!, { ...peers[1]!, rare: true }], 1, 1);
    expect(turns().join('').replaceAll('a', '').length).toBe(2);
  });

  it('does not count the pause', async () => {
    const { peers } = recorded(['a'], 2);
    const summaries = await measureLatency(peers, 50, 300);
    expect(summaries.a!.p50Ms).toBeGreaterThan(1.5);
    expect(summaries.a!.p50Ms).toBeLessThan(25);
  });

  it('runs bursts when there is no pause', async () => {
    const { peers, turns } = recorded(['a', 'b'], 0);
    await measureLatency(peers, 0, 1);
    expect(turns().join('')).toMatch(/^a{10}b{20}a{20}/);
  });

  it('fails with the run that fails', async () => {
    let left = WARM_UP_RUNS + 3;
    const peer: Peer = {
      name: 'a',
      run: () => (left-- > 0 ? Promise.resolve() : Promise.reject(new Error('broken'))),
    };
    await expect(measureLatency([peer], 1, 1_000)).rejects.toThrow('broken');
  });

  it('stops when told to', async () => {
    const abort = new AbortController();
    const { peers } = recorded(['a'], 1);
    setTimeout(() => abort.abort(), 100);
    await expect(measureLatency(peers, 10, 60_000, abort.signal)).rejects.toThrow(/abort/);
  });
});
