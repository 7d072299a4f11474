import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import {
  BailiffError,
  createRunner,
  type Program,
  type Runner,
  type RunnerOptions,
} from '../../lib/index.js';
import { median } from '../measure/statistics.js';
import { caller, ECHO } from './programs.js';

/** Two programs that talk line by line: in two jails, and on bare pipes. */
export interface RoundTrips {
  readonly trips: number;
  readonly rounds: number;
  /** Medians of the rounds, from the start of both to the end of both. */
  readonly jailedMs: number;
  /** Both on one core, for two cores are several times as slow. */
  readonly bareMs: number;
}

const ROUNDS = 5;
const LIMITS = { cpuMs: 120_000, wallMs: 240_000 } as const;

/** Lets them talk in jails and bare in turns. */
export async function measureRoundTrips(
  trips: number,
  options: RunnerOptions,
  signal?: AbortSignal,
): Promise<RoundTrips> {
  await using bare = await openBare(trips, signal);
  await using runner = createRunner(options);
  const [first, second] = [await compiled(runner, caller(trips)), await compiled(runner, ECHO)];
  const jailed = () => talkJailed(runner, first, second, signal);
  await jailed(); // the first jails are cold
  const times = { jailed: [] as number[], bare: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    times.jailed.push(await timed(jailed));
    times.bare.push(await timed(bare.talk));
  }
  return { trips, rounds: ROUNDS, jailedMs: median(times.jailed), bareMs: median(times.bare) };
}

async function timed(talk: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await talk();
  return performance.now() - startedAt;
}

async function compiled(runner: Runner, code: string): Promise<Program> {
  const program = await runner.compile({ language: 'c', code });
  if (program.status === 'compiled') return program;
  throw failed('a program of the benchmark does not compile', program.stderr);
}

async function talkJailed(
  runner: Runner,
  first: Program,
  second: Program,
  signal: AbortSignal | undefined,
): Promise<void> {
  const sides = { first: { program: first, limits: LIMITS }, second: { program: second, limits: LIMITS } };
  const talk = await runner.interact({ ...sides, signal });
  if (!talk.first.ok || !talk.second.ok)
    throw failed(`jailed, they ended as ${talk.first.status} and ${talk.second.status}`, '');
}

/** Both programs, compiled by the host's own compiler: they are ours. */
async function openBare(
  trips: number,
  signal: AbortSignal | undefined,
): Promise<AsyncDisposable & { readonly talk: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'bailiff-bench-'));
  const run = async (command: string, ...args: string[]) => {
    const ended = await execa(command, args, {
      cwd: folder,
      reject: false,
      stdin: 'ignore',
      cancelSignal: signal,
    });
    signal?.throwIfAborted();
    if (ended.failed) throw failed(`bare, "${command}" failed`, ended.stderr || ended.shortMessage || '');
  };
  const sources = { caller: caller(trips), echo: ECHO };
  for (const [name, code] of Object.entries(sources)) {
    await writeFile(join(folder, `${name}.c`), code);
    await run('cc', '-O2', '-o', name, `${name}.c`);
  }
  await run('mkfifo', 'there', 'back');
  // each end is opened in the order in which the other side waits for it
  const both = './caller > there < back & ./echo < there > back; wait $!';
  return {
    talk: () => run('taskset', '-c', firstCore(), 'sh', '-c', both),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

function firstCore(): string {
  const status = readFileSync('/proc/self/status', 'utf8');
  return /^Cpus_allowed_list:\s*(\d+)/m.exec(status)![1]!;
}

function failed(what: string, why: string): BailiffError {
  return new BailiffError(
    'HOST_UNSUPPORTED',
    `Cannot measure round trips: ${what}${why && ': '}${why.trim()}`,
  );
}
