import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { measureThroughput } from '../../../../bench/measure/throughput.js';
import { NO_OP } from '../../../../bench/peers/program.js';
import { spawnContender } from '../../../../bench/peers/spawned.js';

describe('measureThroughput()', () => {
  it('counts the runs of all workers', async () => {
    let running = 0;
    let most = 0;
    const run = async () => {
      most = Math.max(most, ++running);
      await sleep(20);
      running--;
    };
    const peers = await measureThroughput([{ name: 'sleeper', run }], 3, 1);
    expect({ most, running }).toEqual({ most: 3, running: 0 });
    expect(peers.sleeper!.slices).toHaveLength(2);
    expect(peers.sleeper!.runsPerSecond).toBeGreaterThan(30);
    expect(peers.sleeper!.runsPerSecond).toBeLessThan(155); // 3 workers, at least 19.5 ms each
  });

  it('keeps time while spawn is saturated', async () => {
    const started = performance.now();
    const peers = await measureThroughput([spawnContender.open(NO_OP)], 4, 1);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(peers.spawn!.nodeCpuMsPerRun).toBeGreaterThan(0);
    expect(peers.spawn!.cpuMsPerRun.program).toBeGreaterThan(0); // by the account of ended children
    expect(peers.spawn!.loopDelayP99Ms).toBeGreaterThanOrEqual(0);
  }, 20_000);

  it('tells what the programs used from what ran them', async () => {
    let own = 0;
    const run = async () => {
      await spawnContender.open(NO_OP).run();
      own += 0.01;
    };
    const peers = await measureThroughput([{ name: 'a', run, programCpuMs: () => own }], 2, 1);
    const { program, jail } = peers.a!.cpuMsPerRun;
    expect(program).toBeCloseTo(0.01, 3);
    expect(jail).toBeGreaterThan(0.1);
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
