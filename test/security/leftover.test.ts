import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRunner, type RunResult } from '../../lib/index.js';
import { openDescriptors, remainsOf } from '../support/leftovers.js';
import { HAS_CGROUPS } from '../support/requirements.js';
import { ownUids } from '../support/runners.js';
import { type Attack, readAttacks } from './attack.js';
import { attempt, isExpected, outcomeOf, programsAlive, runCanary } from './attempt.js';
import { type HostCanaries, openHostCanaries } from './host-canaries.js';

const HOSTILE_RUNS = 60;
const CANARY_EVERY = 3;
const NAMES = [
  ...['cpu-threads.c', 'wall-deaf.c', 'memory-tmpfs.c', 'memory-children.c', 'fork-daemon.c', 'fork-hop.c'],
  ...[
    'fork-shell.sh',
    'output-both.c',
    'output-thief.c',
    'files-inodes.py',
    'files-sealed.py',
    'signal-everyone.c',
  ],
  ...(HAS_CGROUPS ? ['fork-bomb.c', 'memory-pipes.c', 'thread-bomb.py'] : []),
];
const UIDS = ownUids();
const MARK = `MARK_${randomUUID()}`;

let canaries: HostCanaries;
beforeAll(async () => {
  canaries = await openHostCanaries();
});
afterAll(() => canaries[Symbol.asyncDispose]());

test('60 hostile programs at a time of four leave nothing, and honest ones between them are right', async () => {
  const attacks = (await readAttacks()).filter(({ name }) => NAMES.includes(name));
  expect(attacks.length).toBe(NAMES.length);
  const before = await openDescriptors();
  const runner = createRunner({ uids: UIDS, concurrency: 4 });
  const hostile = (i: number) =>
    attempt(runner, { attack: attacks[i % attacks.length]!, env: { ...canaries.env, MARK } });
  const jobs: Promise<string | undefined>[] = [];
  for (let i = 0; i < HOSTILE_RUNS; i++) {
    jobs.push(hostile(i).then(({ result }) => surprise(attacks[i % attacks.length]!, result)));
    if (i % CANARY_EVERY === 0) jobs.push(runCanary(runner, { limits: {} }).then(wrongCanary));
  }
  try {
    expect((await Promise.all(jobs)).filter((job) => job !== undefined)).toEqual([]);
    await expect.poll(() => programsAlive(MARK, UIDS)).toEqual([]);
  } finally {
    await runner.close();
  }
  expect(await remainsOf(UIDS)).toEqual([]);
  expect(await canaries.harm()).toEqual([]);
  await expect.poll(openDescriptors).toBeLessThanOrEqual(before);
});

function surprise(attack: Attack, result: RunResult): string | undefined {
  const outcome = outcomeOf(result);
  return isExpected(attack, outcome) ? undefined : `${attack.name}: ${outcome}`;
}

function wrongCanary({ status, stdout, stderr }: RunResult): string | undefined {
  return status === 'exited' && stdout === 'canary\n' && stderr === ''
    ? undefined
    : `canary: ${status} ${stdout}${stderr}`;
}
