import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { homePath } from '../../../lib/home.js';
import type { RunOptions } from '../../../lib/index.js';
import { findNative } from '../../../lib/jail/native-build.js';
import { findNsjail } from '../../../lib/jail/nsjail.js';
import { type JobScript, startJobScript } from '../../support/job-script.js';
import { processesOf, remainsOf } from '../../support/leftovers.js';
import { IS_ROOT, lacks } from '../../support/requirements.js';
import { ownUids } from '../../support/runners.js';

const UIDS = ownUids();
const TRUE = { argv: ['/bin/true'] };
const PIDS = '/sys/fs/cgroup/pids';

let folder: string;
let script: JobScript;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiff-faults-'));
});
afterEach(async () => {
  await script.kill();
  await expect.poll(() => processesOf(UIDS), { timeout: 3_000 }).toEqual([]);
  await rm(folder, { recursive: true });
});

/** A home on a tmpfs, made with these options, that only the script sees, filled up but for `left` KiB. */
async function startOnTmpfs(options: string, left: number, jobs: RunOptions[]): Promise<void> {
  const home = join(folder, 'home');
  await mkdir(home);
  const mount = `mount -t tmpfs -o mode=755,size=${options} bailiff-test ${home}`;
  const full = `cat /dev/zero > ${home}/filler 2> /dev/null; truncate -s -${left}K ${home}/filler`;
  script = await startJobScript({
    jobs,
    options: { uids: UIDS },
    prefix: ['unshare', '--mount', 'sh', '-c', `${mount} && { ${full}; exec "$0" "$@"; }`],
    env: {
      BAILIFF_HOME: home,
      BAILIFF_NATIVE: (await findNative({ home: homePath() })).path,
      BAILIFF_NSJAIL: (await findNsjail({ home: homePath() })).path,
    },
  });
}

describe('a home on a full disk', () => {
  test.skipIf(lacks(IS_ROOT))('is a host fault that says so, never a result', async () => {
    await startOnTmpfs('1m,nr_inodes=3', 0, [TRUE, TRUE]);
    for (let round = 0; round < 2; round++) {
      expect(await script.next()).toMatchObject({
        name: 'BailiffError',
        code: 'STORAGE_FAILED',
        blame: 'host',
        message: expect.stringContaining('ENOSPC'),
      });
    }
  });

  test.skipIf(lacks(IS_ROOT))(
    'runs programs still when there is a little room, and refuses what does not fit',
    async () => {
      const stdin = join(folder, 'stdin');
      await writeFile(stdin, randomBytes(2 ** 20));
      const code = `char big[1 << 20] = { 1 };\nint main(void) { return big[${process.pid}]; }`;
      await startOnTmpfs('2m', 256, [
        TRUE,
        { argv: ['/usr/bin/wc', '-c'], stdin: { file: stdin } },
        { language: 'c', code },
        { argv: ['/bin/echo', 'still'] },
      ]);
      expect(await script.next()).toMatchObject({ status: 'exited' });
      expect(await script.next()).toMatchObject({ code: 'STORAGE_FAILED', blame: 'host' });
      expect(await script.next()).toMatchObject({ code: 'STORAGE_FAILED', blame: 'host' });
      expect(await script.next()).toMatchObject({ status: 'exited', stdout: 'still\n' });
    },
  );
});

describe('a machine that has no more processes', () => {
  const canLimit = IS_ROOT && existsSync(join(PIDS, 'cgroup.procs'));
  const group = join(PIDS, `bailiff-test-${process.pid}`);
  const setRoom = async (room: number) => {
    const used = Number(await readFile(join(group, 'pids.current'), 'utf8'));
    await writeFile(join(group, 'pids.max'), `${used + room}`);
  };

  test.skipIf(lacks(canLimit))('is a host fault, and calls work again afterwards', async () => {
    const fresh = [1, 2, 3].map((n) => ({ ...TRUE, limits: { boxBytes: n << 20 } })); // each in a new cell
    await mkdir(group);
    try {
      script = await startJobScript({
        jobs: [TRUE, ...fresh],
        options: { uids: UIDS },
        prefix: ['sh', '-c', `echo $$ > ${group}/cgroup.procs; exec "$0" "$@"`],
      });
      expect(await script.next()).toMatchObject({ status: 'exited' });
      for (const room of [0, 1]) {
        await setRoom(room);
        expect(await script.next()).toMatchObject({
          name: 'BailiffError',
          code: 'JAIL_FAILED',
          blame: 'host',
        });
      }
      await writeFile(join(group, 'pids.max'), 'max');
      expect(await script.next()).toMatchObject({ status: 'exited' });
    } finally {
      await script.kill();
      await expect.poll(() => rmdir(group).catch(() => 'busy'), { timeout: 5_000 }).toBeUndefined();
    }
    expect((await remainsOf(UIDS)).filter((each) => each.startsWith('process'))).toEqual([]);
  });
});
