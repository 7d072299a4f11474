import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRunner, type Runner, type RunnerOptions } from '../../lib/index.js';
import { type Timed, timed } from '../measure/statistics.js';
import { unfit } from '../peers/peer.js';
import { openBare } from './bare.js';
import type { Greeting } from './greetings.js';
import { warmRunner } from './warm.js';

/** Hello in one language: the bare commands of its recipe, and the same in a jail. */
export interface LanguageResult {
  readonly name: string;
  readonly title: string;
  readonly version: string;
  /** Absent: nothing is compiled. */
  readonly compile?: { readonly bare: Timed; readonly jailed: Timed };
  /** `warm`: by a parked interpreter. `cached`: compile and run, when the same text was compiled before. */
  readonly run: {
    readonly bare: Timed;
    readonly jailed: Timed;
    readonly warm?: Timed;
    readonly cached?: Timed;
  };
}

type Contest = Readonly<Record<string, () => Promise<unknown>>>;

interface Rounds {
  readonly timeMs: number;
  readonly leastRounds: number;
  /** Prepares a round. */
  readonly before?: () => Promise<void>;
}

const HELLO = 'ok\n';
const LIMITS = { cpuMs: 60_000, wallMs: 120_000 } as const;
const PAUSE_MS = 10; // the next jail is parked by then
const REWARM_MS = 60; // and the next interpreter
const [LEAST_COMPILATIONS, LEAST_RUNS] = [2, 5];
const COMPILE_SHARE = 0.5;

/** Measures a program that says hello for about so long, and for some rounds at least. */
export async function measureLanguage(
  { toolchain, name, title, code }: Greeting,
  timeMs: number,
  options: RunnerOptions,
  signal?: AbortSignal,
): Promise<LanguageResult> {
  const { recipe, version } = toolchain;
  await using bare = await openBare(toolchain, code, HELLO);
  await using runner = createRunner(options);
  await using warm = warmRunner(recipe.name, options);
  const source = { language: `${recipe.name}@${version}`, code };
  const compileJailed = () => compiled(runner, source.language, recipe.sourceName, code);
  const compile =
    bare.compile &&
    (await contest(
      { bare: bare.compile, jailed: compileJailed },
      { timeMs: timeMs * COMPILE_SHARE, leastRounds: LEAST_COMPILATIONS, before: bare.renew },
      signal,
    ));
  const program = await compileJailed();
  const runs: Contest = {
    bare: bare.run,
    jailed: async () => checked(source.language, await program.run({ limits: LIMITS })),
    ...(warm && {
      warm: async () => checked(source.language, await warm.run({ ...source, limits: LIMITS })),
    }),
    ...(compile && {
      cached: async () => checked(source.language, await runner.run({ ...source, limits: LIMITS })),
    }),
  };
  const runTimeMs = timeMs * (compile ? 1 - COMPILE_SHARE : 1);
  const run = await contest(runs, { timeMs: runTimeMs, leastRounds: LEAST_RUNS }, signal);
  return {
    name,
    title,
    version,
    ...(compile && { compile: compile as NonNullable<LanguageResult['compile']> }),
    run: run as LanguageResult['run'],
  };
}

/** All in turns. The first round does not count, for caches are cold, unless it alone takes all of the time. */
async function contest(
  sides: Contest,
  { timeMs, leastRounds, before }: Rounds,
  signal?: AbortSignal,
): Promise<Record<string, Timed>> {
  const startedAt = performance.now();
  const round = async () => {
    await before?.();
    return oneRound(sides, signal);
  };
  const first = await round();
  const rounds = performance.now() - startedAt > timeMs ? [first] : [];
  const end = performance.now() + timeMs;
  while (rounds.length < leastRounds || performance.now() < end) rounds.push(await round());
  const names = Object.keys(sides);
  return Object.fromEntries(names.map((name) => [name, timed(rounds.map((times) => times[name]!))]));
}

async function oneRound(sides: Contest, signal?: AbortSignal): Promise<Record<string, number>> {
  const times: Record<string, number> = {};
  for (const [name, run] of Object.entries(sides)) {
    await sleep(name === 'warm' ? REWARM_MS : PAUSE_MS, undefined, { signal });
    const startedAt = performance.now();
    await run();
    times[name] = performance.now() - startedAt;
  }
  return times;
}

/** With a file beside the source that no compilation before had: none of them can be taken from a cache. */
async function compiled(runner: Runner, language: string, name: string, code: string) {
  const files = [
    { path: name, content: code },
    { path: 'nonce.txt', content: randomUUID() },
  ];
  const program = await runner.compile({ language, files, main: name, compileLimits: LIMITS });
  if (program.status === 'compiled') return program;
  throw unfit('bailiff', [language, 'hello'], `does not compile: ${program.stderr.trim()}`);
}

function checked(language: string, result: { status: string; stdout: string; stderr: string }): void {
  if (result.stdout === HELLO) return;
  const said = JSON.stringify(`${result.stdout}${result.stderr}`.slice(0, 200));
  throw unfit('bailiff', [language, 'hello'], `ended as ${result.status} and said ${said}`);
}
