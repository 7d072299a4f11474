import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { BailiffError, type Runner } from '../../lib/index.js';
import { busy } from '../grading/programs.js';
import { BAILIFF, checkOutput, type Peer, unfit } from '../peers/peer.js';
import type { BenchProgram } from '../peers/program.js';
import { spawnPeer } from '../peers/spawned.js';
import { mean } from './statistics.js';
import { measureThroughput } from './throughput.js';

/** How much more two workers do than one, for programs that compute. */
export interface ScalingResult {
  readonly programMs: number;
  readonly peers: Readonly<Record<string, Scaled>>;
}

export interface Scaled {
  /** Rate of two workers over twice the rate of one: 1 is perfect, and no machine is. */
  readonly efficiency: number;
  /** Runs per second of each slice. */
  readonly one: readonly number[];
  readonly two: readonly number[];
}

export const PROGRAM_MS = 20;
const CASE = { stdin: '1\n', stdout: '2\n' } as const;
const ROUNDS = 3; // one worker and two take turns, or a busy minute would hit only one of them

/** The same program, jailed and spawned, its text compiled into `folder` for the latter. */
export async function openBusy(runner: Runner, folder: string): Promise<Peer[]> {
  const code = busy(PROGRAM_MS);
  const program = await runner.compile({ language: 'c', code });
  if (program.status !== 'compiled') throw unfit(BAILIFF, ['cc'], `says ${program.stderr}`);
  const bare: BenchProgram = { name: 'busy', argv: [join(folder, 'busy')], ...CASE };
  await writeFile(join(folder, 'busy.c'), code);
  const built = await execa('cc', ['-O2', '-o', bare.argv[0], join(folder, 'busy.c')], { reject: false });
  if (built.failed)
    throw new BailiffError('HOST_UNSUPPORTED', `Cannot compile a program to measure: ${built.shortMessage}`);
  const run = async () => {
    const result = await program.run({ stdin: CASE.stdin });
    if (!result.ok) throw unfit(BAILIFF, ['busy'], `ended as ${result.status}`);
    checkOutput(BAILIFF, bare, result.stdout);
  };
  return [{ name: BAILIFF, run }, spawnPeer('spawn', bare)];
}

export async function measureScaling(
  peers: readonly Peer[],
  timeMs: number,
  signal?: AbortSignal,
): Promise<ScalingResult> {
  const slices = new Map(peers.map(({ name }) => [name, { one: [] as number[], two: [] as number[] }]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [workers, key] of [
      [1, 'one'],
      [2, 'two'],
    ] as const) {
      const rates = await measureThroughput(peers, workers, timeMs / ROUNDS / 2, signal);
      for (const [name, rate] of Object.entries(rates))
        slices.get(name)![key].push(...rate.slices.map((slice) => slice.runsPerSecond));
    }
  }
  return { programMs: PROGRAM_MS, peers: Object.fromEntries([...slices].map(scaled)) };
}

function scaled([name, { one, two }]: [string, { one: number[]; two: number[] }]): [string, Scaled] {
  return [name, { efficiency: mean(two) / (2 * mean(one)), one, two }];
}
