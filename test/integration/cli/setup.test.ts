import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { bailiff } from './bailiff.js';

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'bailiff-cli-setup-'));
});

afterEach(() => rm(home, { recursive: true, force: true }));

test('bailiff setup changes nothing where all is there', async () => {
  const { exitCode, stdout, stderr } = await bailiff(['setup', '--toolchains', 'bash']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const lines = (stdout as string).trimEnd().split('\n');
  expect(lines.pop()).toMatch(/^Ready/);
  expect(lines.map((line) => line.split(/ {2,}/).slice(0, 2).join(' '))).toEqual([
    'found home',
    'found nsjail',
    'found native program',
    'present bash',
  ]);
});

test('bailiff setup answers 3 and says every next step without Python and compiler', async () => {
  const bin = join(home, 'bin');
  const { exitCode, stderr } = await bailiff(
    ['setup', '--toolchains', 'rust', '--home', join(home, 'home')],
    {
      env: { PATH: bin, BAILIFF_NSJAIL: '', BAILIFF_NATIVE: '' },
    },
  );
  expect(exitCode).toBe(3);
  expect(stderr).toMatch(
    /^bailiff: Cannot install nsjail: .*install python3 and python3-pip\nbailiff: .*rustc/,
  );
  expect(await readdir(join(home, 'home'))).not.toEqual(expect.arrayContaining(['nsjail', 'native']));
});

test('bailiff setup --nsjail refuses what is not nsjail', async () => {
  await symlink('/bin/true', join(home, 'nsjail'));
  const { exitCode, stderr } = await bailiff([
    'setup',
    '--home',
    join(home, 'home'),
    '--nsjail',
    join(home, 'nsjail'),
    '--toolchains',
    'bash',
  ]);
  expect(exitCode).toBe(3);
  expect(stderr).toMatch(/^bailiff: Cannot use nsjail .*not nsjail of version 3\.5 or later/);
});

test('bailiff setup refuses an unknown language before anything is done', async () => {
  const { exitCode, stdout, stderr } = await bailiff(['setup', '--toolchains', 'bash,algol']);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toMatch(/^bailiff: .*"algol" is not a language; known are c, cpp/);
});

test('bailiff setup that was killed in the middle of a fetch leaves nothing that stays', async () => {
  const [bin, own] = [join(home, 'bin'), join(home, 'home')];
  await mkdir(bin);
  const npm = (body: string) => writeFile(join(bin, 'npm'), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  await npm(`/bin/head -c 1000000 /dev/zero > half; echo $$ > ${join(home, 'npm.pid')}; exec /bin/sleep 60`);
  const env = { PATH: bin };
  const killed = bailiff(['setup', '--toolchains', 'javascript', '--home', own], { env });
  const pid = await vi.waitFor(() => pidIn(join(home, 'npm.pid')), { timeout: 30_000 });
  killed.kill('SIGKILL');
  expect((await killed).signal).toBe('SIGKILL');
  process.kill(pid, 'SIGKILL'); // the fetch itself, which goes on alone
  expect(await readdir(join(own, 'toolchains'))).toEqual([expect.stringMatching(/^\.staging-/)]);
  await npm('echo no network >&2; exit 1');
  const again = await bailiff(['setup', '--toolchains', 'javascript', '--home', own], { env });
  expect(again).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('no network') });
  expect(await readdir(join(own, 'toolchains'))).toEqual([]);
});

/** Whole or not at all: half a number is another process, and none is all of ours. */
async function pidIn(file: string): Promise<number> {
  const pid = /^(\d+)\n$/.exec(await readFile(file, 'utf8'))?.[1];
  if (pid === undefined) throw new Error(`no process id in ${file} yet`);
  return Number(pid);
}
