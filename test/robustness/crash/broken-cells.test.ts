import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { howMany } from '../../support/how-much.js';
import { expectSoundJournals } from '../../support/journals.js';
import { descendantsOf, nameOf, parentOf, remainsOf } from '../../support/leftovers.js';
import { openCourse, startMixedWork } from '../../support/mixed-work.js';
import { ownUids } from '../../support/runners.js';

const KILLS = howMany('BAILIFF_KILLS', 12, 100);
const UIDS = ownUids();
const PARTS = ['nsjail', 'gate', 'bailiff-native']; // as the kernel names them; the last is launch, of which there are two

/** What has the name and is no program: one that its gate has forked and that has not executed yet is called so, too. */
async function isPart(pid: number, part: string): Promise<boolean> {
  return (await nameOf(pid)) === part && (await nameOf(await parentOf(pid))) !== 'gate';
}

/** Kills one process of that name among those that hold the cells of a runner; false: there is none at this moment. */
async function killOne(runner: number, part: string): Promise<boolean> {
  const pids = await descendantsOf(runner);
  const are = await Promise.all(pids.map((pid) => isPart(pid, part)));
  const holders = pids.filter((_, index) => are[index]);
  const pid = holders[Math.floor(Math.random() * holders.length)];
  try {
    return pid !== undefined && pid > 1 && process.kill(pid, 'SIGKILL');
  } catch {
    return false; // it has ended meanwhile
  }
}

describe('when parts of cells are killed in the middle of all kinds of work', () => {
  test(`${KILLS} times: each call it hits is a host fault, everything else is right`, async () => {
    await using course = await openCourse();
    const work = await startMixedWork({ course, runner: { uids: UIDS } });
    try {
      await work.untilRight(1);
      for (let kill = 0; kill < KILLS; kill++) {
        await sleep(30 + Math.random() * 120);
        const part = PARTS[kill % PARTS.length] as string;
        await vi.waitUntil(() => killOne(work.pid, part), { timeout: 20_000, interval: 5 });
      }
      await work.untilRight(2);
      expect(await work.stop()).toBe(0);
      expect(work.outcomes.filter(({ is }) => is === 'wrong')).toEqual([]);
      expect(await expectSoundJournals(course.journals)).toBeGreaterThan(0);
      expect(await remainsOf(UIDS)).toEqual([]);
    } finally {
      await work.kill();
    }
  }, 180_000);
});
