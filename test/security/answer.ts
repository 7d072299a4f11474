import { availableParallelism, loadavg } from 'node:os';
import { expect } from 'vitest';
import type { RunResult } from '../../lib/index.js';
import type { Attack } from './attack.js';
import { type Answer, isExpected, outcomeOf } from './attempt.js';

const LATE_MS = 1_000; // by the gate's clock
const ANSWER_SLACK_MS = 2_000; // by ours, the start of a new cell included

const MOST_ATTEMPTS = 3;

/**
 * Tries an attack, and once more when its answer is late, or it waits for its wall limit where it should have ended:
 * a machine that others use may keep anybody waiting, but an attack that holds up its overseer does so every time.
 */
export async function inTime(attack: Attack, attempt: () => Promise<Answer>): Promise<Answer> {
  for (let left = MOST_ATTEMPTS; ; left--) {
    const answer = await attempt();
    if (left === 1 || !isLate(attack, answer)) return answer;
  }
}

/** What its header says has come of it: in time, whole, with nothing of the host in it. */
export function checkAnswer(attack: Attack, { result, tookMs }: Answer, secrets: readonly string[]): void {
  const outcome = outcomeOf(result);
  if (!isExpected(attack, outcome))
    expect({ outcome, said: saidOf(result) }).toEqual(attack.expect.join(' or '));
  for (const secret of secrets) expect(JSON.stringify(result)).not.toContain(secret);
  for (const [most, ms] of timesOf(attack, { result, tookMs })) expect(ms).toBeLessThan(most);
  if (attack.chargedMs) expect(result.usage.cpuMs).toBeLessThan(attack.chargedMs);
  for (const [stream, bytes] of attack.keeps) expect(Buffer.byteLength(result[stream])).toBe(bytes);
  for (const stream of ['stdout', 'stderr'] as const)
    expect(result[stream].length).toBeLessThanOrEqual(result.limits[`${stream}Bytes`]);
  checkFiles(attack, result);
}

function isLate(attack: Attack, answer: Answer): boolean {
  const outcome = outcomeOf(answer.result);
  if (outcome === 'limit-exceeded/wall' && !isExpected(attack, outcome)) return true;
  return timesOf(attack, answer).some(([most, ms]) => ms >= most);
}

/** The most that each may be, and what it is. */
function timesOf({ withinMs }: Attack, { result, tookMs }: Answer): [most: number, ms: number][] {
  const { limits, usage } = result;
  return [
    [limits.wallMs + ANSWER_SLACK_MS * patience(), tookMs],
    [limits.wallMs + LATE_MS * patience(), usage.wallMs],
    ...(withinMs === undefined ? [] : [[withinMs * patience(), usage.wallMs] as [number, number]]),
  ];
}

/** 1 on a machine with nothing else to do: how many wait for each core. */
function patience(): number {
  return Math.max(1, loadavg()[0]! / availableParallelism());
}

function checkFiles({ collect }: Attack, { files }: RunResult): void {
  for (const [path, wanted] of collect) {
    const whole = Object.keys(files).filter((name) => name.startsWith(path) && files[name]!.state === 'ok');
    const is = path.endsWith('/') ? String(whole.length) : (files[path]?.state ?? 'not collected');
    if (!wanted.split('|').includes(is)) expect({ path, is }).toEqual({ path, is: wanted });
  }
}

function saidOf(result: RunResult): string {
  return `${result.stdout.slice(0, 500)}${result.stderr.slice(0, 500)} ${JSON.stringify(result.usage)}`;
}
