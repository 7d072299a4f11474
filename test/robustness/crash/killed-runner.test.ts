import { readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { howMany } from '../../support/how-much.js';
import { expectSoundJournals } from '../../support/journals.js';
import { processesOf, remainsOf } from '../../support/leftovers.js';
import { type Course, openCourse, startMixedWork } from '../../support/mixed-work.js';
import { type OwnHome, openOwnHome } from '../../support/own-home.js';
import { ownUids, withRunner } from '../../support/runners.js';

const KILLS = howMany('BAILIFF_KILLS', 4, 50);
const UIDS = ownUids();

let home: OwnHome;
let course: Course;
beforeAll(async () => {
  home = await openOwnHome();
  course = await openCourse();
});
afterAll(async () => {
  await course[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
});

const runner = () => ({ uids: UIDS, home: home.path });

/** What a killed runner leaves is dead at once, and gone once another one has started. */
async function expectSwept(): Promise<void> {
  await expect.poll(() => processesOf(UIDS), { timeout: 5_000 }).toEqual([]);
  await withRunner(async (next) => {
    expect(await next.run({ argv: ['/bin/echo', 'next'] })).toMatchObject({ stdout: 'next\n' });
  }, runner());
  expect(await remainsOf(UIDS, home.path)).toEqual([]);
}

describe('a runner that is killed in the middle of its work', () => {
  test(`${KILLS} times at any moment: nothing stays, and no outcome is ever wrong`, async () => {
    for (let kill = 0; kill < KILLS; kill++) {
      const work = await startMixedWork({ course, runner: runner() });
      await sleep(Math.random() * 1_500);
      await work.kill();
      expect(work.outcomes.filter(({ is }) => is !== 'right')).toEqual([]);
      await expectSwept();
      await expectSoundJournals(course.journals);
    }
  }, 300_000);

  test('its journals are gone on with, to the same verdicts', async () => {
    const work = await startMixedWork({ course, runner: runner() });
    await work.untilRight(2);
    expect(await work.stop()).toBe(0);
    expect(work.outcomes.filter(({ is }) => is !== 'right')).toEqual([]);
    expect(await expectSoundJournals(course.journals)).toBeGreaterThan(20);
    expect(await remainsOf(UIDS, home.path)).toEqual([]);
  });

  test('drafts of programs that it left go with the first that is compiled an hour later', async () => {
    const programs = join(home.path, 'programs');
    const drafts = async () => (await readdir(programs)).filter((name) => name.startsWith('.'));
    const earlier = new Date(Date.now() - 2 * 3_600_000);
    for (const name of await drafts()) await utimes(join(programs, name), earlier, earlier);
    const tidy = { ...runner(), cacheBytes: 1 }; // whoever keeps so little looks over all of it at once
    await withRunner(async (next) => {
      await next.compile({ language: 'c', code: 'int main(void) { return 42; }' });
    }, tidy);
    expect(await drafts()).toEqual([]);
  });
});
