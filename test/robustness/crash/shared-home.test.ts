import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FULL, howMany } from '../../support/how-much.js';
import { expectSoundJournals } from '../../support/journals.js';
import { remainsOf } from '../../support/leftovers.js';
import { type Course, openCourse, startMixedWork } from '../../support/mixed-work.js';
import { type OwnHome, openOwnHome } from '../../support/own-home.js';
import { ownUids } from '../../support/runners.js';

const KILLS = howMany('BAILIFF_KILLS', 2, 10);
const UIDS = ownUids();

let home: OwnHome;
let courses: readonly Course[];
beforeAll(async () => {
  home = await openOwnHome();
  courses = await Promise.all([openCourse(), openCourse()]);
});
afterAll(async () => {
  for (const course of courses) await course[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
});

describe.skipIf(!FULL)('two runners with one home, one range of user ids and one folder of groups', () => {
  test(`neither sees anything of the other, which is killed ${KILLS} times and comes back`, async () => {
    const [steady, shaky] = courses as [Course, Course];
    const runner = { uids: UIDS, home: home.path };
    const work = await startMixedWork({ course: steady, runner });
    try {
      for (let kill = 0; kill < KILLS; kill++) {
        const other = await startMixedWork({ course: shaky, runner });
        await sleep(300 + Math.random() * 1_200);
        await other.kill();
        expect(other.outcomes.filter(({ is }) => is !== 'right')).toEqual([]);
      }
      await work.untilRight(1);
      expect(await work.stop()).toBe(0);
      expect(work.outcomes.filter(({ is }) => is !== 'right')).toEqual([]);
      for (const course of courses) await expectSoundJournals(course.journals);
    } finally {
      await work.kill();
    }
  });

  test('the next one sweeps what the killed one left', async () => {
    const next = await startMixedWork({ course: courses[1]!, runner: { uids: UIDS, home: home.path } });
    await next.untilRight(1);
    expect(await next.stop()).toBe(0);
    expect(await remainsOf(UIDS, home.path)).toEqual([]);
  });
});
