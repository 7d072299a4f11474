import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { execa, type ResultPromise } from 'execa';
import { afterEach, beforeEach, describe, expect } from 'vitest';
import { homePath } from '../../../lib/home.js';
import { findNative } from '../../../lib/jail/native-build.js';
import { findNsjail } from '../../../lib/jail/nsjail.js';
import { processesOf, remainsOf } from '../../support/leftovers.js';
import { IS_ROOT, testIf } from '../../support/requirements.js';
import { ownUids } from '../../support/runners.js';

const UIDS = ownUids();
const FIXTURE = join(fileURLToPath(import.meta.url), '..', 'fixtures', 'report-fault.mjs');
const TRUE = { argv: ['/bin/true'] };

interface Line {
  readonly status?: string;
  readonly code?: string;
  readonly blame?: string;
  readonly message?: string;
}

let folder: string;
let script: ResultPromise<{ reject: false; buffer: false; stdin: 'pipe' }>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiff-faults-'));
});
afterEach(async () => {
  script.kill('SIGKILL');
  await script;
  await expect.poll(() => processesOf(UIDS), { timeout: 3_000 }).toEqual([]);
  await rm(folder, { recursive: true });
});

/** Starts the script that runs jobs one by one; `next()` starts a job and brings its line. */
async function start(command: string[], env: Record<string, string>, jobs: object[]) {
  const [file, ...args] = [...command, process.execPath, FIXTURE, JSON.stringify({ uids: UIDS }), JSON.stringify(jobs)];
  script = execa(file!, args, { env, reject: false, buffer: false, stdin: 'pipe', stderr: 'inherit', timeout: 30_000 });
  const lines = createInterface({ input: script.stdout! })[Symbol.asyncIterator]();
  const line = async () => JSON.parse((await lines.next()).value ?? '{}') as Line;
  await line();
  return (): Promise<Line> => {
    script.stdin!.write('\n');
    return line();
  };
}

/** A home on a tmpfs, made with these options, that only the script sees, filled up but for `left` KiB. */
async function startOnTmpfs(options: string, left: number, jobs: object[]) {
  const mount = `mount -t tmpfs -o mode=755,size=${options} bailiff-test ${folder}`;
  const full = `cat /dev/zero > ${folder}/filler 2> /dev/null; truncate -s -${left}K ${folder}/filler`;
  const env = {
    BAILIFF_HOME: folder,
    BAILIFF_NATIVE: (await findNative({ home: homePath() })).path,
    BAILIFF_NSJAIL: (await findNsjail({ home: homePath() })).path,
  };
  return start(['unshare', '--mount', 'sh', '-c', `${mount} && { ${full}; exec "$0" "$@"; }`], env, jobs);
}

describe('a home on a full disk', () => {
  testIf(IS_ROOT)('is a host fault that says so, never a result', async () => {
    const next = await startOnTmpfs('1m,nr_inodes=3', 0, [TRUE, TRUE]);
    for (let round = 0; round < 2; round++) {
      expect(await next()).toMatchObject({
        name: 'BailiffError',
        code: expect.stringMatching(/^(STORAGE_FAILED|JAIL_FAILED)$/),
        blame: 'host',
        message: expect.stringMatching(/ENOSPC|No space|no space/),
      });
    }
  });

  testIf(IS_ROOT)('runs programs still when there is a little room, and refuses what does not fit', async () => {
    const stdin = join(tmpdir(), `bailiff-faults-stdin-${process.pid}`);
    await writeFile(stdin, randomBytes(2 ** 20));
    const code = `char big[1 << 20] = { 1 };\nint main(void) { return big[${process.pid}]; }`;
    const next = await startOnTmpfs('2m', 256, [
      TRUE,
      { argv: ['/usr/bin/wc', '-c'], stdin: { file: stdin } },
      { language: 'c', code },
      { language: 'python', code: 'print("still")' },
    ]);
    expect(await next()).toMatchObject({ status: 'exited' });
    expect(await next()).toMatchObject({ code: 'STORAGE_FAILED', blame: 'host' });
    expect(await next()).toMatchObject({ code: 'STORAGE_FAILED', blame: 'host' });
    expect(await next()).toMatchObject({ status: 'exited', stdout: 'still\n' });
    await rm(stdin);
  });
});

const PIDS = '/sys/fs/cgroup/pids';

describe('a machine that has no more processes', () => {
  testIf(IS_ROOT && existsSync(join(PIDS, 'cgroup.procs')))('is a host fault, and calls work again afterwards', async () => {
    const group = join(PIDS, `bailiff-test-${process.pid}`);
    const fresh = [1, 2, 3].map((n) => ({ ...TRUE, limits: { boxBytes: n << 20 } })); // each in a new cell
    await mkdir(group);
    try {
      const next = await start(['sh', '-c', `echo $$ > ${group}/cgroup.procs; exec "$0" "$@"`], {}, [TRUE, ...fresh]);
      expect(await next()).toMatchObject({ status: 'exited' });
      for (const room of [0, 1]) {
        await writeFile(join(group, 'pids.max'), `${(await threadsIn(group)) + room}`);
        expect(await next()).toMatchObject({ name: 'BailiffError', blame: 'host', message: expect.stringMatching(/^Jail failed|^Cannot/) });
      }
      await writeFile(join(group, 'pids.max'), 'max');
      expect(await next()).toMatchObject({ status: 'exited' });
    } finally {
      script.kill('SIGKILL');
      await script;
      await expect.poll(() => rmdir(group).then(() => true, () => false), { timeout: 5_000 }).toBe(true);
    }
    await expect.poll(() => processesOf(UIDS)).toEqual([]);
    expect((await remainsOf(UIDS)).filter((each) => each.startsWith('process'))).toEqual([]);
  });
});

async function threadsIn(group: string): Promise<number> {
  return Number(await readFile(join(group, 'pids.current'), 'utf8'));
}
