import { setTimeout as sleep } from 'node:timers/promises';
import type { Peer } from '../peers/peer.js';
import { nodeCpuMs } from './cpu.js';
import { median } from './statistics.js';

/** CPU time of Node itself per run, one run at a time, with this pause after each. */
export interface NodeCpuResult {
  readonly pauseMs: number;
  /** What the loop and its timer cost without a run; taken off from the peers' figures. */
  readonly emptyLoopMs: number;
  readonly peers: Readonly<Record<string, BlockFigures>>;
}

export interface BlockFigures {
  /** Median of the blocks. */
  readonly msPerRun: number;
  /** Of each block. */
  readonly blocksMs: readonly number[];
}

const PAUSE_MS = 10;
const BLOCK_RUNS = 25;
const LEAST_BLOCKS = 2;
const EMPTY: Peer = { name: 'empty loop', run: () => Promise.resolve() };

/** Measures in blocks that alternate with an empty loop; medians of the blocks. */
export async function measureNodeCpu(
  peers: readonly Peer[],
  timeMs: number,
  signal?: AbortSignal,
): Promise<NodeCpuResult> {
  const contenders = [EMPTY, ...peers];
  const cpuMs = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (const peer of contenders) await runBlock(peer, signal);
  const end = performance.now() + timeMs;
  for (let round = 0; round < LEAST_BLOCKS || performance.now() < end; round++) {
    for (const peer of contenders) cpuMs.get(peer.name)!.push(await runBlock(peer, signal));
  }
  const emptyLoopMs = median(cpuMs.get(EMPTY.name)!);
  const figures = (name: string) => {
    const blocksMs = cpuMs.get(name)!.map((ms) => ms - emptyLoopMs);
    return { msPerRun: median(blocksMs), blocksMs };
  };
  return {
    pauseMs: PAUSE_MS,
    emptyLoopMs,
    peers: Object.fromEntries(peers.map(({ name }) => [name, figures(name)])),
  };
}

/** The pause comes last, so that what a run leaves to be done afterwards is in its own block. */
async function runBlock(peer: Peer, signal?: AbortSignal): Promise<number> {
  const before = nodeCpuMs();
  for (let i = 0; i < BLOCK_RUNS; i++) {
    await peer.run();
    await sleep(PAUSE_MS, undefined, { signal });
  }
  return (nodeCpuMs() - before) / BLOCK_RUNS;
}
