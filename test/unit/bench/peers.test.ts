import { describe, expect, it } from 'vitest';
import { coldNsjailPeer, spawnPeer, warmUp } from '../../../bench/peers.js';
import type { HostReport } from '../../../lib/index.js';

describe('spawnPeer()', () => {
  it('resolves when the program exits with 0', async () => {
    await expect(spawnPeer('spawn', ['/bin/sh', '-c', 'exit 0']).run()).resolves.toBeUndefined();
  });

  it.each([
    { name: 'an exit code', argv: ['/bin/sh', '-c', 'exit 3'], message: /ended with "3"/ },
    { name: 'a signal', argv: ['/bin/sh', '-c', 'kill -TERM $$'], message: /ended with "SIGTERM"/ },
    { name: 'no such program', argv: ['/no/such/program'], message: /ENOENT/ },
  ])('rejects for $name, for a failure is no fast run', async ({ argv, message }) => {
    await expect(spawnPeer('spawn', argv).run()).rejects.toThrow(message);
  });
});

describe('coldNsjailPeer()', () => {
  it('is undefined where nsjail is not', () => {
    expect(coldNsjailPeer({ nsjail: undefined, root: true } as HostReport['facts'])).toBeUndefined();
  });
});

describe('warmUp()', () => {
  const counted = () => {
    const counts = { runs: 0 };
    const run = async () => {
      counts.runs++;
    };
    return { counts, peer: { name: 'a', run } };
  };

  it('runs as often as told', async () => {
    const { counts, peer } = counted();
    await warmUp(peer, 101, 60_000);
    expect(counts.runs).toBe(101);
  });

  it('ends when its time is over', async () => {
    const { counts, peer } = counted();
    await warmUp(peer, Number.MAX_SAFE_INTEGER, 20);
    expect(counts.runs).toBeGreaterThan(0);
  });
});
