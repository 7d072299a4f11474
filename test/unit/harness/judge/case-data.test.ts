import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCaseData, SMALL_BYTES } from '../../../../harness/judge/case-data.js';
import { writeFolder } from '../../../support/problem-package.js';

test('createCaseData() reads a small file once, and a large one each time', async () => {
  await using folder = await writeFolder('data', { small: 'abc', large: 'x'.repeat(SMALL_BYTES + 1) });
  const data = createCaseData();
  const [small, large] = [join(folder.path, 'small'), join(folder.path, 'large')];
  expect(String(await data.small(small))).toBe('abc');
  expect(await data.small(small, 2)).toBeUndefined();
  expect(await data.small(large)).toBeUndefined();
  expect((await data.read(large)).length).toBe(SMALL_BYTES + 1);
  await rm(small);
  expect(String(await data.read(small))).toBe('abc');
});

test('createCaseData() lets go of what was not asked for longest', async () => {
  await using folder = await writeFolder('data', { a: 'a'.repeat(1_000), b: 'b'.repeat(1_000), c: 'c' });
  const data = createCaseData(3_200);
  const file = (name: string) => join(folder.path, name);
  for (const name of ['a', 'b', 'a', 'c']) await data.read(file(name));
  for (const name of ['a', 'b', 'c']) await writeFile(file(name), 'new');
  expect(String(await data.read(file('c')))).toBe('c');
  expect((await data.read(file('a'))).length).toBe(1_000);
  expect(String(await data.read(file('b')))).toBe('new');
});

test('createCaseData() gives the beginning of files and how long they are', async () => {
  await using folder = await writeFolder('data', { small: 'abcdef', large: 'x'.repeat(SMALL_BYTES + 1) });
  const data = createCaseData();
  expect(await data.head(join(folder.path, 'small'), 3)).toEqual({ head: Buffer.from('abc'), bytes: 6 });
  expect(await data.head(join(folder.path, 'large'), 3)).toEqual({
    head: Buffer.from('xxx'),
    bytes: SMALL_BYTES + 1,
  });
  expect(await data.head(undefined, 3)).toEqual({ head: Buffer.alloc(0), bytes: 0 });
});

test('createCaseData() calls what cannot be read a fault of the host', async () => {
  await expect(createCaseData().read('/nonexistent/1.in')).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
});
