import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { spawnPeer } from '../../../bench/peers.js';
import { measureThroughput } from '../../../bench/throughput.js';

describe('measureThroughput()', () => {
  it('counts the runs of all workers', async () => {
    let running = 0;
    let most = 0;
    const run = async () => {
      most = Math.max(most, ++running);
      await sleep(20);
      running--;
    };
    const { workers, peers } = await measureThroughput([{ name: 'sleeper', run }], 3, 1);
    expect({ workers, most, running }).toEqual({ workers: 3, most: 3, running: 0 });
    expect(peers.sleeper!.slices).toBe(2);
    expect(peers.sleeper!.runsPerSecond).toBeGreaterThan(30);
    expect(peers.sleeper!.runsPerSecond).toBeLessThan(155); // 3 workers, at least 19.5 ms each
  });

  it('keeps time while spawn is saturated', async () => {
    const started = performance.now();
    const { peers } = await measureThroughput([spawnPeer()], 4, 1);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(peers.spawn!.nodeCpuMsPerRun).toBeGreaterThan(0);
  }, 20_000);

  it('fails with the run that fails, and lets none go on', async () => {
    let left = 5;
    let running = 0;
    const run = async () => {
      running++;
      await sleep(1);
      running--;
      if (left-- <= 0) throw new Error('broken');
    };
    await expect(measureThroughput([{ name: 'a', run }], 2, 1_000)).rejects.toThrow('broken');
    expect(running).toBe(0);
  });
});
