import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMPILE_LIMITS, type RunOptions, type RunResult } from '../../lib/index.js';
import { findRecipe } from '../../toolchains/index.js';
import { type JobScript, startJobScript } from '../support/job-script.js';
import { type OrdinaryUser, openOrdinaryUser } from '../support/ordinary-user.js';
import { checkAnswer } from './answer.js';
import { type Attack, possibleOf, readAttacks } from './attack.js';
import { CANARY, jobOf, programsAlive } from './attempt.js';
import { type HostCanaries, openHostCanaries } from './host-canaries.js';
import { IS_FULL, inEveryWay } from './matrix.js';

const USER = 60_125;
const MARK = `MARK_${randomUUID()}`;
const TOGETHER = 10; // attacks of one process: its jobs are one argument
const NO_IDS = { start: 0, count: 0 }; // it has one id; the mark tells

const attacks = inEveryWay(await readAttacks());
const possible = await possibleOf(attacks, true);
const groups = Array.from({ length: Math.ceil(attacks.length / TOGETHER) }, (_, i) =>
  attacks.slice(i * TOGETHER, (i + 1) * TOGETHER).filter((attack) => possible.has(attack)),
);
const loopbacks = IS_FULL ? [false, true] : [false];
let canaries: HostCanaries;
let user: OrdinaryUser;

beforeAll(async () => {
  [canaries, user] = await Promise.all([openHostCanaries(), openOrdinaryUser(USER)]);
});
afterAll(async () => {
  await user[Symbol.asyncDispose]();
  await canaries[Symbol.asyncDispose]();
});

describe.each(loopbacks)('run by a user without root, loopback device: %s', (loopback) => {
  describe.each(groups.filter((group) => group.length > 0))('$name and others', (...group) => {
    let script: JobScript;

    beforeAll(async () => {
      const env = { ...canaries.env, MARK };
      const jobs = group.flatMap((attack): RunOptions[] => [jobOf(attack, { env, loopback }), CANARY]);
      script = await startJobScript({ jobs, env: user.env, prefix: user.prefix });
    });
    afterAll(() => script.kill());

    test.each(group)('$name tries $tries', async (attack) => {
      const startedAt = performance.now();
      const result = (await script.next()) as unknown as RunResult;
      const tookMs = performance.now() - startedAt - compileMsOf(attack);
      const canary = await script.next();
      expect(result).toHaveProperty('status'); // else it is a fault of the host
      checkAnswer(attack, { result, tookMs }, canaries.secrets);
      await expect.poll(() => programsAlive(MARK, NO_IDS)).toEqual([]);
      expect(canary).toMatchObject({ status: 'exited', stdout: 'canary\n', stderr: '' });
      expect(await canaries.harm()).toEqual([]);
    });
  });
});

test('most attacks need no cgroup', () => {
  expect(possible.size).toBeGreaterThan(attacks.length / 2);
});

/** It is compiled in the same call, under limits of its own. */
function compileMsOf({ language, compileLimits }: Attack): number {
  if (findRecipe(language.name)!.compile === undefined) return 0;
  return Number(compileLimits.wallMs ?? COMPILE_LIMITS.wallMs);
}
