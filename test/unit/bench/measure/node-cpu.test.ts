import { expect, it } from 'vitest';
import { measureNodeCpu } from '../../../../bench/measure/node-cpu.js';
import type { Peer } from '../../../../bench/peers/peer.js';

const burner: Peer = {
  name: 'burner',
  run: async () => {
    const end = performance.now() + 3;
    while (performance.now() < end);
  },
};
const idler: Peer = { name: 'idler', run: () => Promise.resolve() };

it('measureNodeCpu() counts what a run burns, and not the loop around it', async () => {
  const { peers, emptyLoopMs } = await measureNodeCpu([burner, idler], 1);
  expect(emptyLoopMs).toBeGreaterThan(0);
  expect(peers.burner!.msPerRun - peers.idler!.msPerRun).toBeGreaterThan(1);
  expect(Math.abs(peers.idler!.msPerRun)).toBeLessThan(1);
}, 30_000);
