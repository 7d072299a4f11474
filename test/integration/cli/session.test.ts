import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OwnHome, openOwnHome } from '../../support/own-home.js';
import { IS_ROOT } from '../../support/requirements.js';
import { bailiff } from './bailiff.js';

let home: OwnHome;
let folder: string;
beforeAll(async () => {
  home = await openOwnHome();
  folder = await mkdtemp(join(tmpdir(), 'bailiff-cli-session-'));
});
afterAll(async () => {
  await home[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});
const run = (...args: string[]) => bailiff(args, { env: { BAILIFF_HOME: home.path } });

describe('bailiff session', () => {
  test('opens, runs, copies, forks, lists and removes', async () => {
    expect(await run('session', 'open', 'ada', '--env', 'X=1')).toMatchObject({
      exitCode: 0,
      stdout: 'ada\n',
    });
    expect(await run('session', 'exec', 'ada', 'echo $X > file; exit 3')).toMatchObject({ exitCode: 3 });
    await writeFile(join(folder, 'in'), 'brought');
    expect(await run('session', 'cp', join(folder, 'in'), 'ada:sub/in')).toMatchObject({ exitCode: 0 });
    expect(await run('session', 'exec', 'ada', '--cwd', 'sub', '--', 'cat', 'in', '../file')).toMatchObject({
      stdout: 'brought1\n',
    });
    expect(await run('session', 'cp', 'ada:sub', join(folder, 'out'))).toMatchObject({ exitCode: 0 });
    expect(await readFile(join(folder, 'out', 'in'), 'utf8')).toBe('brought');
    const [fork] = JSON.parse((await run('session', 'fork', 'ada', '--json')).stdout);
    expect((await run('session', 'exec', fork, 'cat file')).stdout).toBe('1\n');
    const listed = JSON.parse((await run('session', 'list', '--json')).stdout) as { id: string }[];
    expect(listed.map(({ id }) => id).sort()).toEqual(['ada', fork].sort());
    expect(await run('session', 'rm', 'ada', fork)).toMatchObject({ exitCode: 0 });
    const gone = await run('session', 'exec', 'ada', 'true');
    expect(gone).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('it was removed at') });
  });
});

test.skipIf(!IS_ROOT)('a workspace that came back damaged is told on stderr, once', async () => {
  await run('session', 'exec', (await run('session', 'open', 'torn')).stdout.trim(), 'echo one > file');
  const { id } = JSON.parse((await run('session', 'snapshot', 'torn', '--json')).stdout);
  await truncate(join(home.path, 'sessions', 'torn', 'image'), 8 * 2 ** 20);
  const back = await run('session', 'exec', 'torn', 'cat file');
  expect(back).toMatchObject({ exitCode: 0, stdout: 'one\n' });
  expect(back.stderr).toMatch(/^bailiff: The workspace of the session "torn" was damaged \(.+\.damaged"\n$/);
  expect(await run('session', 'exec', 'torn', 'cat file')).toMatchObject({ stdout: 'one\n', stderr: '' });
  const listed = JSON.parse((await run('session', 'list', '--json')).stdout);
  expect(listed).toMatchObject([{ id: 'torn', recovered: { from: { kind: 'snapshot', id } } }]);
  await run('session', 'rm', 'torn');
});

describe('bailiff shell', () => {
  test('is a terminal in a session of its own, which goes with it', async () => {
    const env = { BAILIFF_HOME: home.path };
    const shell = await bailiff(['shell'], { env, input: 'tty; exit 4\n' });
    expect(shell.exitCode).toBe(4);
    expect(shell.stdout).toContain('/dev/pts/0');
    expect(JSON.parse((await run('session', 'list', '--json')).stdout)).toEqual([]);
  });
});
