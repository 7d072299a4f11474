import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { howMany } from '../../support/how-much.js';
import { expectSoundJournals } from '../../support/journals.js';
import { descendantsOf, nameOf, remainsOf } from '../../support/leftovers.js';
import { openCourse, startMixedWork } from '../../support/mixed-work.js';
import { ownUids } from '../../support/runners.js';

const KILLS = howMany('BAILIFF_KILLS', 12, 100);
const UIDS = ownUids();
const PARTS = ['nsjail', 'gate', 'bailiff-native']; // as the kernel names them; the last is launch, of which there are two

/** Kills one of the processes that hold the cells of a runner of ours, but no program. */
async function killOne(runner: number): Promise<string | undefined> {
  const pids = await descendantsOf(runner);
  for (const pid of pids.sort(() => Math.random() - 0.5)) {
    const name = await nameOf(pid);
    if (!PARTS.includes(name) || pid < 2) continue;
    try {
      process.kill(pid, 'SIGKILL');
      return name;
    } catch {} // it has ended meanwhile
  }
  return undefined;
}

describe('when parts of cells are killed in the middle of all kinds of work', () => {
  test(`${KILLS} times: each call it hits is a host fault, everything else is right`, async () => {
    await using course = await openCourse();
    const work = await startMixedWork({ course, runner: { uids: UIDS } });
    try {
      await work.untilRight(1);
      const killed = new Set<string | undefined>();
      for (let kill = 0; kill < KILLS; kill++) {
        await sleep(30 + Math.random() * 120);
        killed.add(await killOne(work.pid));
      }
      await work.untilRight(2);
      expect(await work.stop()).toBe(0);
      expect([...killed]).toEqual(expect.arrayContaining(['nsjail', 'gate']));
      expect(work.outcomes.filter(({ is }) => is === 'wrong')).toEqual([]);
      expect(await expectSoundJournals(course.journals)).toBeGreaterThan(0);
      expect(await remainsOf(UIDS)).toEqual([]);
    } finally {
      await work.kill();
    }
  }, 180_000);
});
