import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRunner } from '../../lib/index.js';
import { openDescriptors, remainsOf } from '../support/leftovers.js';
import { lacks } from '../support/requirements.js';
import { ownUids } from '../support/runners.js';
import { checkAftermath, openWatch, type Watch } from './aftermath.js';
import { checkAnswer, inTime } from './answer.js';
import { possibleOf, readAttacks } from './attack.js';
import { attempt, programsAlive } from './attempt.js';
import { type HostCanaries, openHostCanaries } from './host-canaries.js';
import { inEveryWay } from './matrix.js';

const UIDS = ownUids();
const MARK = `MARK_${randomUUID()}`;

const attacks = await readAttacks();
const possible = await possibleOf(attacks);
const runner = createRunner({ uids: UIDS, concurrency: 1, parked: 1 }); // the canary follows in the same cell
const everyWay = inEveryWay(attacks);
let canaries: HostCanaries;
let watch: Watch;

beforeAll(async () => {
  canaries = await openHostCanaries();
  watch = await openWatch({ runner, uids: UIDS, mark: MARK, canaries });
});

afterAll(async () => {
  await runner.close();
  await canaries[Symbol.asyncDispose]();
});

describe.each(attacks)('$name', (attack) => {
  for (const loopback of attack.loopback || everyWay.includes(attack) ? [false, true] : [undefined]) {
    const title = `tries ${attack.tries}${loopback ? ', with a loopback device' : ''}`;
    test.skipIf(lacks(possible.has(attack)))(title, async () => {
      for (let round = 0; round < attack.rounds; round++) {
        const tried = { attack, loopback, env: { ...canaries.env, MARK } };
        const answer = await inTime(attack, () => attempt(runner, tried));
        checkAnswer(attack, answer, canaries.secrets);
        await checkAftermath(watch, attack, loopback);
      }
    });
  }
});

describe('every attack', () => {
  const guarded = attacks.filter(({ name }) => !name.startsWith('compile'));
  const languages = new Map(guarded.map((attack) => [attack.language.name, attack]));

  test.each([...languages])('in %s refuses to run where it is not jailed', async (name, { files }) => {
    expect(await runner.run({ language: name, files: [...files] })).toMatchObject({ exitCode: 97 });
  });

  test.each(guarded)('$name has that guard before all else', ({ files, language }) => {
    const lines = files[0]!.content.split('\n');
    expect(lines.filter((line) => language.first.test(line)).length).toBe(1);
  });
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
  expect(programsAlive(MARK, UIDS)).toEqual([]);
});
