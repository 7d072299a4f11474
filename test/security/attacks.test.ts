import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRunner, type RunResult } from '../../lib/index.js';
import { openDescriptors, remainsOf } from '../support/leftovers.js';
import { HAS_CGROUPS, lacks } from '../support/requirements.js';
import { ownUids } from '../support/runners.js';
import { type Attack, readAttacks } from './attack.js';
import { type Answer, attempt, isExpected, outcomeOf, programsAlive, runCanary } from './attempt.js';
import { type HostCanaries, openHostCanaries } from './host-canaries.js';

const ANSWER_SLACK_MS = 2_000;
const CANARY_SLACK_BYTES = 2 ** 20; // the kernel charges in batches
const UIDS = ownUids();
const MARK = `MARK_${randomUUID()}`;

const attacks = await readAttacks();
const runner = createRunner({ uids: UIDS, concurrency: 1, parked: 1 }); // the canary follows in the same cell
let canaries: HostCanaries;
let canaryBytes: number;

beforeAll(async () => {
  canaries = await openHostCanaries();
  canaryBytes = (await runCanary(runner, { limits: {} })).usage.memoryBytes;
});

afterAll(async () => {
  await runner.close();
  await canaries[Symbol.asyncDispose]();
});

describe.each(attacks)('$name', (attack) => {
  for (const loopback of attack.loopback ? [false, true] : [undefined]) {
    const title = `tries ${attack.tries}${loopback ? ', with a loopback device' : ''}`;
    test.skipIf(lacks(attack.needs.every(isThere)))(title, async () => {
      for (let round = 0; round < attack.rounds; round++) {
        const answer = await attempt(runner, { attack, loopback, env: { ...canaries.env, MARK } });
        checkAnswer(attack, answer);
        await checkAftermath(attack, loopback);
      }
    });
  }
});

describe('every attack', () => {
  test.each(['c', 'python', 'bash'])('in %s refuses to run where it is not jailed', async (language) => {
    const { files } = attacks.find(
      (attack) => attack.language === language && !attack.name.startsWith('compile'),
    )!;
    expect(await runner.run({ language, files: [...files] })).toMatchObject({ exitCode: 97 });
  });

  test.each(attacks.filter(({ name }) => !name.startsWith('compile')))(
    '$name has that guard',
    ({ files, language }) => {
      const first = { c: '#include "guard.h"', python: 'import guard', bash: '. ./guard.sh' }[language]!;
      expect(files[0]!.content.split('\n').find((line) => !/^(#(?!include)|\/\*| \*)/.test(line))).toBe(
        first,
      );
    },
  );
});

test('a closed runner leaves nothing, and no descriptor more than before', async () => {
  await runner.close();
  const before = await openDescriptors();
  const own = createRunner({ uids: { start: UIDS.start + UIDS.count, count: 16 }, concurrency: 2 });
  const [worst] = attacks.filter(({ name }) => name === 'fork-hop.c');
  await Promise.all([1, 2, 3].map(() => attempt(own, { attack: worst!, env: { MARK } })));
  await own.close();
  await expect.poll(openDescriptors).toBeLessThanOrEqual(before);
  expect(await remainsOf(UIDS)).toEqual([]);
  expect(await programsAlive(MARK, UIDS)).toEqual([]);
});

function checkAnswer(attack: Attack, { result, tookMs }: Answer): void {
  const outcome = outcomeOf(result);
  if (!isExpected(attack, outcome))
    expect({ outcome, said: saidOf(result) }).toEqual(attack.expect.join(' or '));
  for (const secret of canaries.secrets) expect(JSON.stringify(result)).not.toContain(secret);
  expect(tookMs).toBeLessThan(result.limits.wallMs + ANSWER_SLACK_MS);
  if (attack.withinMs) expect(result.usage.wallMs).toBeLessThan(attack.withinMs);
  for (const [stream, bytes] of attack.keeps) expect(Buffer.byteLength(result[stream])).toBe(bytes);
  for (const stream of ['stdout', 'stderr'] as const)
    expect(result[stream].length).toBeLessThanOrEqual(result.limits[`${stream}Bytes`]);
  checkFiles(attack, result);
}

function checkFiles({ collect }: Attack, { files }: RunResult): void {
  for (const [path, wanted] of collect) {
    const whole = Object.keys(files).filter((name) => name.startsWith(path) && files[name]!.state === 'ok');
    expect({ path, is: path.endsWith('/') ? String(whole.length) : files[path]?.state }).toEqual({
      path,
      is: wanted,
    });
  }
}

/** Nothing is left, the next program finds nothing, and nothing of the host was reached. */
async function checkAftermath({ limits }: Attack, loopback: boolean | undefined): Promise<void> {
  await expect.poll(() => programsAlive(MARK, UIDS)).toEqual([]);
  const canary = await runCanary(runner, { limits, loopback });
  expect(canary).toMatchObject({ status: 'exited', exitCode: 0, stdout: 'canary\n', stderr: '' });
  expect(canary.usage).toMatchObject({ oomKills: 0, refusedProcesses: 0 });
  expect(canary.usage.memoryBytes).toBeLessThan(canaryBytes + CANARY_SLACK_BYTES);
  expect(await canaries.harm()).toEqual([]);
}

function isThere(need: string): boolean {
  return need === 'cgroup' ? HAS_CGROUPS : need === process.arch;
}

function saidOf(result: RunResult): string {
  return `${result.stdout.slice(0, 500)}${result.stderr.slice(0, 500)} ${JSON.stringify(result.usage)}`;
}
