import { describe, expect, it } from 'vitest';
import { coldNsjailPeer, spawnPeer } from '../../../bench/peers.js';
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
