import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRunner, type Runner } from '../../lib/index.js';
import { measureArrivals } from '../measure/arrivals.js';
import { childrenOf, processTree } from '../measure/process-memory.js';
import { measureScaling, openBusy } from '../measure/scaling.js';
import { type LoadedPeer, measureThroughput } from '../measure/throughput.js';
import type { Job, Part } from '../part.js';
import { bailiffContender } from '../peers/bailiff.js';
import type { Contender } from '../peers/peer.js';
import { NO_OP } from '../peers/program.js';
import { spawnContender } from '../peers/spawned.js';

const CALIBRATION_MS = 800;
/** Of what plain spawn can do at full load. */
const LEVELS = [0.25, 0.5, 0.75, 0.9] as const;

/** Many runs at a time: 1 to 2 × cores workers, arrivals at given rates, and programs that compute. */
export function throughputParts(cores = availableParallelism()): Part[] {
  const counts = [...new Set([1, 2, cores, 2 * cores, Math.ceil(1.5 * cores)])].sort((a, b) => a - b);
  return [...counts.map((workers) => loadPart(workers, cores)), arrivalsPart(cores), scaling];
}

/** With as many workers as cores all peers take part, in a dozen rounds; else bailiff and spawn, or it would take an hour. */
function loadPart(workers: number, cores: number): Part {
  const measure = async (job: Job, timeMs: number) => {
    await using runner = createRunner({ ...job.runnerOptions, concurrency: workers });
    const others: readonly Contender[] = workers === cores ? await job.peers() : [spawnContender];
    const peers = [accounted(runner), ...others.map((contender) => contender.open(NO_OP))];
    const rates = await measureThroughput(peers, workers, timeMs, job.signal);
    return { part: 'load', workers, peers: rates, bytesPerWorker: cellBytes() / workers } as const;
  };
  return { name: `load/${workers}`, weight: workers === cores ? 8 : 2, warmed: true, measure };
}

/** Bailiff says what each program used: so what is the jail's can be told from what is the program's. */
function accounted(runner: Runner): LoadedPeer {
  let total = 0;
  const peer = bailiffContender(runner, (cpuMs) => {
    total += cpuMs;
  }).open(NO_OP);
  return { ...peer, programCpuMs: () => total };
}

/** PSS of all cells of this process. */
function cellBytes(): number {
  const processes = childrenOf(process.pid).flatMap(processTree);
  return processes.reduce((total, { pssBytes = 0 }) => total + pssBytes, 0);
}

function arrivalsPart(workers: number): Part {
  const measure = async ({ runnerOptions, signal }: Job, timeMs: number) => {
    await using runner = createRunner({ ...runnerOptions, concurrency: workers });
    const peers = [bailiffContender(runner), spawnContender].map((contender) => contender.open(NO_OP));
    const [, spawn] = peers;
    const full = await measureThroughput([spawn!], workers, CALIBRATION_MS, signal);
    const rates = LEVELS.map((share) => ({
      share,
      ratePerSecond: Math.round(share * full.spawn!.runsPerSecond),
    }));
    const levels = await measureArrivals(peers, rates, workers, timeMs, signal);
    return { part: 'arrivals', workers, levels } as const;
  };
  return { name: 'arrivals', weight: 5, warmed: true, measure };
}

const scaling: Part = {
  name: 'scaling',
  weight: 4,
  warmed: true,
  measure: async ({ runnerOptions, signal }, timeMs) => {
    const folder = await mkdtemp(join(tmpdir(), 'bailiff-bench-'));
    try {
      await using runner = createRunner({ ...runnerOptions, concurrency: 2 });
      const peers = await openBusy(runner, folder);
      return { part: 'scaling', ...(await measureScaling(peers, timeMs, signal)) };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
