import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFolderStore } from '../../../lib/folder-store.js';

const KEY = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);
let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'bailiff-home-'));
});
afterEach(() => rm(home, { recursive: true }));

const open = (maxBytes = 1_000) => createFolderStore({ name: 'packages', maxBytes, home });
const write = (text: string) => (folder: string) => writeFile(join(folder, 'file'), text);

test('a folder is filled once, then kept, also for another store', async () => {
  const folder = await open().folder(KEY, write('one'));
  expect(await open().folder(KEY, write('two'))).toBe(folder);
  expect(await readFile(join(folder, 'file'), 'utf8')).toBe('one');
});

test('calls for one key at the same time share the work', async () => {
  const store = open();
  let times = 0;
  const fill = async (folder: string) => {
    times++;
    await write('x')(folder);
  };
  const [a, b] = await Promise.all([store.folder(KEY, fill), store.folder(KEY, fill)]);
  expect([a === b, times]).toEqual([true, 1]);
});

test('nothing is left when filling fails, and the next call fills anew', async () => {
  const store = open();
  const failing = store.folder(KEY, async (folder) => {
    await write('half')(folder);
    throw new RangeError('no');
  });
  await expect(failing).rejects.toThrow(RangeError);
  expect(await readdir(join(home, 'packages'))).toEqual([]);
  expect(await readFile(join(await store.folder(KEY, write('whole')), 'file'), 'utf8')).toBe('whole');
});

test('a damaged folder is made anew', async () => {
  const folder = await open().folder(KEY, write('one'));
  await writeFile(join(folder, '..', 'manifest.json'), '{');
  expect(await readFile(join(await open().folder(KEY, write('two')), 'file'), 'utf8')).toBe('two');
});

test('the longest unused goes when there are too many bytes, one in use does not', async () => {
  const store = open(10);
  const first = await store.folder(KEY, write('x'.repeat(8)));
  await store.folder(OTHER, write('y'.repeat(8)));
  expect(await readdir(join(home, 'packages'))).toHaveLength(2);
  await utimes(join(first, '..'), new Date(0), new Date(0));
  await mkdir(join(home, 'packages', '.draft-old'));
  await utimes(join(home, 'packages', '.draft-old'), new Date(0), new Date(0));
  await store.folder('c'.repeat(64), write('z'));
  expect((await readdir(join(home, 'packages'))).sort()).toEqual([OTHER, 'c'.repeat(64)]);
});

test('a home that cannot be written to is a fault of the host', async () => {
  await writeFile(join(home, 'packages'), '');
  await expect(open().folder(KEY, write('x'))).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
});

test('a key that is no hash is refused', async () => {
  await expect(open().folder('../x', write('x'))).rejects.toThrow('not a key');
});
