import { createRunner, messageOf } from '../../lib/index.js';
import { measureLatency } from '../measure/latency.js';
import { measureMemory } from '../measure/memory.js';
import { measureNodeCpu } from '../measure/node-cpu.js';
import { measureStages } from '../measure/stages.js';
import type { Job, Part } from '../part.js';
import { bailiffContender } from '../peers/bailiff.js';
import type { Contender, Peer } from '../peers/peer.js';
import { type BenchProgram, isThere, NO_OP, PROGRAMS } from '../peers/program.js';
import { spawnContender } from '../peers/spawned.js';

/** The pauses between runs, and the time for each: long ones yield few samples. */
const PAUSES = [
  { pauseMs: 0, weight: 12 },
  { pauseMs: 10, weight: 21 },
  { pauseMs: 100, weight: 27 },
] as const;
const PROGRAM_PAUSE_MS = 10;

/** What one run costs. Memory comes first: Node is still small then. */
export function overheadParts(trace: boolean): Part[] {
  const memory: Part = {
    name: 'memory',
    weight: 0,
    measure: async ({ runnerOptions, signal }) => ({
      part: 'memory',
      ...(await measureMemory(runnerOptions, signal)),
    }),
  };
  const noOps = PAUSES.map(({ pauseMs, weight }) => latencyPart(NO_OP, pauseMs, weight));
  const programs = PROGRAMS.filter(isThere).map((program) => latencyPart(program, PROGRAM_PAUSE_MS, 6));
  return [memory, ...noOps, ...programs, nodeCpu, ...(trace ? STAGES : [])];
}

function latencyPart(program: BenchProgram, pauseMs: number, weight: number): Part {
  const measure = async (job: Job, timeMs: number) => {
    await using runner = createRunner(job.runnerOptions);
    const others = (await job.peers()).filter((contender) => contender !== spawnContender);
    const peers = [
      ...[bailiffContender(runner), spawnContender].map((contender) => contender.open(program)),
      ...(await able(others, program, job)).map((peer) => ({ ...peer, rare: true })),
    ];
    const latencies = await measureLatency(peers, pauseMs, timeMs, job.signal);
    return { part: 'latency', program: program.name, pauseMs, peers: latencies } as const;
  };
  return { name: `latency/${program.name}/${pauseMs}ms`, weight, warmed: true, measure };
}

/** Those that can run the program at all: not everybody shows his programs an interpreter. */
async function able(contenders: readonly Contender[], program: BenchProgram, job: Job): Promise<Peer[]> {
  const peers: Peer[] = [];
  for (const contender of contenders) {
    const peer = contender.open(program);
    try {
      await peer.run();
      peers.push(peer);
    } catch (error) {
      job.skip(`${contender.name} on ${program.name}`, messageOf(error));
    }
  }
  return peers;
}

const nodeCpu: Part = {
  name: 'node-cpu',
  weight: 8,
  warmed: true,
  measure: async ({ runnerOptions, signal }, timeMs) => {
    await using runner = createRunner(runnerOptions);
    const peers = [bailiffContender(runner), spawnContender].map((contender) => contender.open(NO_OP));
    return { part: 'node-cpu', ...(await measureNodeCpu(peers, timeMs, signal)) };
  },
};

const STAGES: readonly Part[] = PAUSES.map(({ pauseMs }) => ({
  name: `stages/${pauseMs}ms`,
  weight: 3,
  warmed: true,
  measure: async ({ runnerOptions, signal }, timeMs) => {
    await using runner = createRunner(runnerOptions);
    const peer = bailiffContender(runner).open(NO_OP);
    return { part: 'stages', ...(await measureStages(peer, pauseMs, timeMs, signal)) };
  },
}));
