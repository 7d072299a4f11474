import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { homePath } from '../../../lib/home.js';
import { findNative } from '../../../lib/jail/native-build.js';
import { findNsjail } from '../../../lib/jail/nsjail.js';
import { FULL } from '../../support/how-much.js';
import { expectSoundJournals } from '../../support/journals.js';
import { processesOf, remainsOf } from '../../support/leftovers.js';
import { type Course, type MixedWork, openCourse, startMixedWork } from '../../support/mixed-work.js';
import { IS_ROOT, lacks } from '../../support/requirements.js';
import { ownUids } from '../../support/runners.js';

const UIDS = ownUids();
const STARVE_MS = FULL ? 3_000 : 800;
const MiB = 2 ** 20;
const CGROUPS = '/sys/fs/cgroup';
const NAME = `bailiff-test-${process.pid}-starved`;

let course: Course;
beforeEach(async () => {
  course = await openCourse();
});
afterEach(() => course[Symbol.asyncDispose]());

/** Takes something away from a runner that works, and gives it back. */
interface Shortage {
  take(work: MixedWork): Promise<void>;
  giveBack(work: MixedWork): Promise<void>;
}

/** Meanwhile and afterwards everything is either as it must be or a fault of the host, and afterwards it works again. */
async function expectSurvives(work: MixedWork, { take, giveBack }: Shortage): Promise<void> {
  try {
    await work.untilRight(1);
    await take(work);
    const of = (is: string) => work.outcomes.filter((each) => each.is === is);
    await expect.poll(() => of('fault').length, { timeout: 20_000 }).toBeGreaterThan(0);
    await sleep(STARVE_MS);
    await giveBack(work);
    await work.untilRight(2);
    expect(await expectSoundJournals(course.journals)).toBeGreaterThan(0);
    expect(await work.stop()).toBe(0);
    expect(of('wrong')).toEqual([]);
    expect(await processesOf(UIDS)).toEqual([]);
  } finally {
    await work.kill();
  }
}

const limitFiles = (pid: number, files: string) =>
  execa('prlimit', ['--pid', String(pid), `--nofile=${files}`]);
const FILES: Shortage = {
  take: async ({ pid }) => {
    await limitFiles(pid, `${(await readdir(`/proc/${pid}/fd`)).length + 1}:`);
  },
  giveBack: async ({ pid }) => {
    await limitFiles(pid, '4096:');
  },
};

/** A group of cgroup v1 for the runner and its cells' launchers; jails are in groups of their own. */
async function inGroup(controller: string, body: (group: string, work: MixedWork) => Promise<void>) {
  const group = join(CGROUPS, controller, NAME);
  await mkdir(group);
  try {
    const work = await startMixedWork({
      course,
      runner: { uids: UIDS },
      prefix: ['sh', '-c', `echo $$ > ${group}/cgroup.procs; exec "$0" "$@"`],
    });
    await body(group, work);
  } finally {
    await expect.poll(() => rmdir(group).catch(() => 'busy'), { timeout: 5_000 }).toBeUndefined();
  }
}

const hasController = (name: string) => IS_ROOT && existsSync(join(CGROUPS, name, 'cgroup.procs'));
const number = async (group: string, file: string) => Number(await readFile(join(group, file), 'utf8'));

describe('a runner that works while there is no more of something', () => {
  test('descriptors', async () => {
    const work = await startMixedWork({ course, runner: { uids: UIDS } });
    await expectSurvives(work, FILES);
    expect(await remainsOf(UIDS)).toEqual([]);
  });

  test.skipIf(!FULL || lacks(hasController('pids')))('processes', async () => {
    await inGroup('pids', async (group, work) => {
      const set = (max: string) => writeFile(join(group, 'pids.max'), max);
      await expectSurvives(work, {
        take: async () => set(String((await number(group, 'pids.current')) - 6)), // those of three cells
        giveBack: () => set('max'),
      });
    });
    expect((await remainsOf(UIDS)).filter((each) => each.startsWith('process'))).toEqual([]);
  });

  test.skipIf(!FULL || lacks(IS_ROOT))('disk', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bailiff-disk-'));
    try {
      const home = join(folder, 'home');
      const journals = join(home, 'journals');
      await mkdir(home);
      const work = await startMixedWork({
        course: { ...course, journals },
        runner: { uids: UIDS, home },
        prefix: [
          'unshare',
          '--mount',
          'sh',
          '-c',
          `mount -t tmpfs -o mode=755,size=24m bailiff-test ${home} && mkdir ${journals} && exec "$0" "$@"`,
        ],
        env: {
          BAILIFF_NATIVE: (await findNative({ home: homePath() })).path,
          BAILIFF_NSJAIL: (await findNsjail({ home: homePath() })).path,
        },
      });
      const seen = join('/proc', String(work.pid), 'root', home); // the tmpfs is in its namespace only
      const filler = join(seen, 'filler');
      course = { ...course, journals: join(seen, 'journals') };
      await expectSurvives(work, {
        take: async () => {
          await execa('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4k'], { reject: false });
        },
        giveBack: () => rm(filler),
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('a runner that the kernel kills for want of memory', () => {
  test.skipIf(!FULL || lacks(hasController('memory')))('leaves nothing, and no wrong verdict', async () => {
    await inGroup('memory', async (group, work) => {
      await work.untilRight(1);
      const used = await number(group, 'memory.usage_in_bytes');
      await writeFile(
        join(group, 'memory.limit_in_bytes'),
        String(Math.max(used - 24 * MiB, 32 * MiB)),
      ).catch(
        () => undefined, // EBUSY: what cannot be reclaimed; then the kernel has killed already, or will
      );
      await Promise.race([work.ended, sleep(5_000)]);
      await work.kill();
      expect(work.outcomes.filter(({ is }) => is === 'wrong')).toEqual([]);
      await expectSoundJournals(course.journals);
      await expect.poll(() => processesOf(UIDS), { timeout: 5_000 }).toEqual([]);
    });
  });
});
