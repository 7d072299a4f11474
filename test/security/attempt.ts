import { readdir, readFile } from 'node:fs/promises';
import type { LimitsInput, Runner, RunResult } from '../../lib/index.js';
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
  const program = await runner.compile({ language, files: [...files], compileLimits });
  const startedAt = performance.now();
  if (program.status === 'compile-failed') return { result: program, tookMs: 0 };
  const options = { limits, loopback, collect: [...collect.keys()], env: { ...env, JAILED: '1' } };
  const result = await program.run(options);
  return { result, tookMs: performance.now() - startedAt };
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

/** A program that is honest, and says what it finds of the one before it. In a jail of the same kind it says `canary`. */
export function runCanary(runner: Runner, { limits, loopback }: { limits: LimitsInput; loopback?: boolean }) {
  const { boxBytes, boxInodes } = limits;
  const look = 'for folder in /box /tmp /dev/shm /var/tmp/; do ls -A $folder; done; echo canary';
  const small = { memoryBytes: '8MiB', processes: 4, cpuMs: 2_000, wallMs: 6_000 };
  return runner.run({ argv: ['/bin/sh', '-c', look], loopback, limits: { ...small, boxBytes, boxInodes } });
}

/** Processes that carry the mark in their environment, or run under a program's user id of the range (the odd ones). */
export async function programsAlive(mark: string, uids: { start: number; count: number }): Promise<string[]> {
  const found: string[] = [];
  for (const pid of (await readdir('/proc')).filter(
    (name) => /^\d+$/.test(name) && Number(name) !== process.pid,
  )) {
    const [status, environ] = await Promise.all(
      ['status', 'environ'].map((name) => textOf(`/proc/${pid}/${name}`)),
    );
    const uid = Number(/^Uid:\s+(\d+)/m.exec(status!)?.[1] ?? 0);
    const isOurs = uid >= uids.start && uid < uids.start + uids.count && uid % 2 === 1;
    if (isOurs || environ!.includes(mark)) found.push(`${pid} ${/^Name:\s+(.*)/m.exec(status!)?.[1]}`);
  }
  return found;
}

function textOf(path: string): Promise<string> {
  return readFile(path, 'latin1').catch(() => '');
}
