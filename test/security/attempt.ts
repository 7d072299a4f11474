import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { LimitsInput, Runner, RunOptions, RunResult } from '../../lib/index.js';
import type { Attack } from './attack.js';

export interface Attempt {
  readonly attack: Attack;
  readonly env: Readonly<Record<string, string>>;
  readonly loopback?: boolean;
}

/** What came of an attack. */
export interface Answer {
  readonly result: RunResult;
  /** From the call of `run()`, compiling not included, in milliseconds. */
  readonly tookMs: number;
}

/** Builds and runs an attack. What it throws is a fault of the host, which no program may cause. */
export async function attempt(runner: Runner, { attack, env, loopback }: Attempt): Promise<Answer> {
  const { language, files, limits, compileLimits, collect } = attack;
  const program = await runner.compile({ language: language.name, files: [...files], compileLimits });
  const startedAt = performance.now();
  if (program.status === 'compile-failed') return { result: program, tookMs: 0 };
  const options = { limits, loopback, collect: [...collect.keys()], env: { ...env, JAILED: '1' } };
  const result = await program.run(options);
  return { result, tookMs: performance.now() - startedAt };
}

/** The same as one call of `run()`. */
export function jobOf(attack: Attack, { env, loopback }: Omit<Attempt, 'attack'>): RunOptions {
  const { language, files, limits, compileLimits, collect } = attack;
  return {
    language: language.name,
    files: [...files],
    compileLimits,
    limits,
    loopback,
    collect: [...collect.keys()],
    env: { ...env, JAILED: '1' },
  };
}

/** In one word: `exited/0`, `signaled/SIGSEGV`, `limit-exceeded/cpu`, `compile-failed/memory`. */
export function outcomeOf(result: RunResult): string {
  switch (result.status) {
    case 'exited':
      return `exited/${result.exitCode}`;
    case 'signaled':
      return `signaled/${result.signal}`;
    case 'limit-exceeded':
      return `limit-exceeded/${result.limit}`;
    case 'compile-failed':
      return outcomeOf(result.compile).replace(/^.*\//, 'compile-failed/');
    default:
      return result satisfies never;
  }
}

/** Whether an outcome is one of those that the header names. */
export function isExpected({ expect }: Attack, outcome: string): boolean {
  return expect.some((wanted) => outcome === wanted || outcome.startsWith(`${wanted}/`));
}

/** Lists what a jail should not have. */
export const LOOK = 'for folder in /box /tmp /dev/shm /var/tmp/; do ls -A $folder; done; echo canary';

/** A program that is honest, and says what it finds of the one before it: nothing, so it says `canary`. */
export const CANARY = {
  argv: ['/bin/sh', '-c', LOOK],
  limits: { memoryBytes: '8MiB', processes: 4, cpuMs: 2_000, wallMs: 6_000 },
};

/** The canary in a jail of the same kind. */
export function runCanary(runner: Runner, { limits, loopback }: { limits: LimitsInput; loopback?: boolean }) {
  const { boxBytes, boxInodes } = limits;
  return runner.run({ ...CANARY, loopback, limits: { ...CANARY.limits, boxBytes, boxInodes } });
}

/** Processes that carry the mark in their environment, or run under a program's user id of the range (the odd ones). */
export function programsAlive(mark: string, uids: { start: number; count: number }): string[] {
  const found: string[] = [];
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const uid = uidOf(pid);
    const isOurs = uid >= uids.start && uid < uids.start + uids.count && uid % 2 === 1;
    const isMarked = Number(pid) !== process.pid && textOf(`/proc/${pid}/environ`).includes(mark);
    if (isOurs || isMarked) found.push(`${pid} ${textOf(`/proc/${pid}/comm`).trim()}`);
  }
  return found;
}

function uidOf(pid: string): number {
  return statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.uid ?? 0;
}

/** What is gone is empty. Reading is not asynchronous: thousands of small files take ten times as long then. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
