import { spawnSync } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ToolchainInstallError } from '../../../toolchains/index.js';
import { inStaging } from '../../../toolchains/staging.js';
import { fakeTools } from './fake-tools.js';

const HERE = /\d+/.exec(readlinkSync('/proc/self/ns/pid'))![0];
const goneProcess = () => spawnSync('/bin/true').pid;

test('inStaging() leaves nothing, whether it is done or fails', async () => {
  await using tools = await fakeTools();
  const parent = join(tools.path, 'parent');
  const made = await inStaging(parent, 'make it', async (folder) => {
    await writeFile(join(folder, 'file'), '');
    return readdir(folder);
  });
  expect(made).toEqual(['file']);
  const failure = new Error('no');
  await expect(inStaging(parent, 'make it', () => Promise.reject(failure))).rejects.toBe(failure);
  expect(await readdir(parent)).toEqual([]);
});

test('inStaging() removes what killed processes have left, and nothing of others', async () => {
  await using tools = await fakeTools();
  const left = (maker: string) => `.staging-${maker}-x`;
  const names = [
    left(`${HERE}-${goneProcess()}`),
    left(`${HERE}-${process.pid}`),
    left(`1-${goneProcess()}`), // of a container: its processes cannot be seen
    left('1-2'),
    'kotlin-1.0',
  ];
  for (const name of names) await mkdir(join(tools.path, name));
  await utimes(join(tools.path, left('1-2')), 0, 0);
  await inStaging(tools.path, 'make it', async () => {});
  expect((await readdir(tools.path)).sort()).toEqual([names[1], names[2], names[4]].sort());
});

test('inStaging() says what cannot be done when the disk refuses it', async () => {
  await using tools = await fakeTools();
  const file = await tools.script('file', '');
  const refused = inStaging(join(file, 'parent'), 'install it', async () => {});
  await expect(refused).rejects.toBeInstanceOf(ToolchainInstallError);
  await expect(refused).rejects.toMatchObject({
    message: `Cannot install it: writing to "${join(file, 'parent')}" failed (ENOTDIR)`,
    nextStep: expect.stringContaining('make room'),
  });
});
