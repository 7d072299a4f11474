import { lstat, mkdir, readdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { unpackZip, type ZipCaps, zipNames } from '../../../../harness/archive/zip.js';
import { writeFolder } from '../../../support/problem-package.js';
import { makeZip, type ZipEntry } from './make-zip.js';

const CAPS: ZipCaps = { entries: 20, bytes: 8 * 2 ** 20, depth: 4, symlinks: true };

/** Unpacks entries and looks at the folder; the error, when refused, and what was written nevertheless. */
async function unpack(bytes: Buffer, caps: ZipCaps = CAPS) {
  await using folder = await writeFolder('zip', {});
  const file = join(folder.path, 'a.zip');
  const out = join(folder.path, 'out');
  await mkdir(out);
  await writeFile(file, bytes);
  const error = await unpackZip(file, out, caps).catch((thrown: unknown) => thrown);
  const names = await walk(out, '');
  const outside = (await readdir(folder.path)).sort();
  const contents = new Map<string, string>();
  for (const name of names) {
    const stats = await lstat(join(out, name));
    if (stats.isFile())
      contents.set(name, `${(stats.mode & 0o777).toString(8)} ${await readFile(join(out, name), 'utf8')}`);
    if (stats.isSymbolicLink()) contents.set(name, `-> ${await readlink(join(out, name))}`);
  }
  return { error, names, contents: Object.fromEntries(contents), outside };
}

/** Paths of all that is in a folder; symlinks are not followed. */
async function walk(root: string, below: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, below), { withFileTypes: true });
  const paths = entries.map(async (entry) => {
    const path = join(below, entry.name);
    return entry.isDirectory() ? [path, ...(await walk(root, path))] : [path];
  });
  return (await Promise.all(paths)).flat().sort();
}

const link = (name: string, target: string): ZipEntry => ({ name, content: target, mode: 0o120777 });

describe('unpackZip() writes', () => {
  test('files, folders, executables and symlinks that stay inside', async () => {
    const { error, names, contents } = await unpack(
      makeZip([
        { name: 'p/', mode: 0o040755 },
        { name: 'p/a.txt', content: 'é\n'.repeat(10_000), method: 8 },
        { name: 'p/run', content: '#!', mode: 0o100755, method: 0 },
        { name: 'p/empty/', mode: 0 },
        link('p/b/c.txt', '../a.txt'),
        link('p/d', 'b'),
      ]),
    );
    expect(error).toBeUndefined();
    expect(names).toEqual(['p', 'p/a.txt', 'p/b', 'p/b/c.txt', 'p/d', 'p/empty', 'p/run']);
    expect(contents).toMatchObject({ 'p/run': '755 #!', 'p/b/c.txt': '-> ../a.txt', 'p/d': '-> b' });
    expect(contents['p/a.txt']).toBe(`644 ${'é\n'.repeat(10_000)}`);
  });

  test('an empty archive', async () => {
    expect(await unpack(makeZip([]))).toMatchObject({ error: undefined, names: [] });
  });
});

describe('unpackZip() refuses, with nothing written', () => {
  test.each<[string, readonly ZipEntry[], RegExp]>([
    ['..', [{ name: '../x' }], /no plain path/],
    ['.. within', [{ name: 'a/../../x' }], /no plain path/],
    ['an absolute name', [{ name: '/etc/x' }], /absolute/],
    ['a drive', [{ name: 'C:/x' }], /absolute/],
    ['a backslash', [{ name: '..\\x' }], /backslash/],
    ['NUL', [{ name: 'a\0b' }], /NUL/],
    ['an empty name', [{ name: '' }], /no plain path/],
    ['a dot', [{ name: './a' }], /no plain path/],
    ['two slashes', [{ name: 'a//b' }], /no plain path/],
    ['bytes that are no UTF-8', [{ name: Buffer.from([0x61, 0xff]), flags: 0 }], /not UTF-8/],
    ['a name twice', [{ name: 'a' }, { name: 'a' }], /is in it twice/],
    ['names that differ in case', [{ name: 'a/x' }, { name: 'A/y' }], /differ in case/],
    ['names that differ in Unicode form', [{ name: 'é' }, { name: 'e\u0301' }], /differ in case/],
    ['a file as a folder', [{ name: 'a' }, { name: 'a/b' }], /both a file and a folder/],
    ['a file through a symlink', [link('a', 'b'), { name: 'a/b' }], /both a file and a folder/],
    ['a symlink to an absolute path', [link('a', '/etc/passwd')], /no relative path/],
    ['a symlink that leaves', [link('p/a', '../../x')], /leaves the archive/],
    ['a device', [{ name: 'a', mode: 0o060644 }], /neither a file nor a folder/],
    ['a FIFO', [{ name: 'a', mode: 0o010644 }], /neither a file nor a folder/],
    ['encryption', [{ name: 'a', content: 'x', flags: 0x801 }], /encrypted/],
    ['another method', [{ name: 'a', content: 'x', method: 99 }], /method 99/],
    ['too many entries', Array.from({ length: 21 }, (_, i) => ({ name: `${i}` })), /more than 20 entries/],
    ['too many bytes', [{ name: 'a', size: 9 * 2 ** 20, packed: 2 ** 20 }], /larger than 8 MiB/],
    [
      'a bomb',
      [
        { name: 'a', content: Buffer.alloc(2 * 2 ** 20) },
        { name: 'b', size: 2 ** 21, packed: 8 },
      ],
      /1000:1/,
    ],
    ['depth', [{ name: 'a/b/c/d/e' }], /deeper than 4/],
    ['a long name', [{ name: 'x'.repeat(256) }], /too long/],
    ['a folder with content', [{ name: 'a/', content: 'x', mode: 0o040755 }], /folder with content/],
    ['a long target of a symlink', [link('a', 'x'.repeat(4_097))], /too long a name/],
  ])('%s', async (_name, entries, message) => {
    const { error, names, outside } = await unpack(makeZip([{ name: 'first', content: '1' }, ...entries]));
    expect(error).toMatchObject({
      code: 'INVALID_PROBLEM',
      message: expect.stringMatching(/^Cannot unpack "a.zip": /),
    });
    expect((error as Error).message).toMatch(message);
    expect(names).toEqual([]);
    expect(outside).toEqual(['a.zip', 'out']);
  });

  test('symlinks where there may be none', async () => {
    const { error, names } = await unpack(makeZip([{ name: 'b' }, link('a', 'b')]), {
      ...CAPS,
      symlinks: false,
    });
    expect((error as Error).message).toMatch(/is a symlink/);
    expect(names).toEqual([]);
  });

  test.each([
    ['what is no zip file', Buffer.from('hello')],
    ['an empty file', Buffer.alloc(0)],
    ['a zip file cut off', makeZip([{ name: 'a', content: 'x'.repeat(100) }]).subarray(0, 60)],
  ])('%s', async (_name, bytes) => {
    const { error, names } = await unpack(bytes);
    expect(error).toMatchObject({ code: 'INVALID_PROBLEM' });
    expect(names).toEqual([]);
  });
});

describe('unpackZip() refuses as it goes', () => {
  test.each<[string, readonly ZipEntry[], RegExp]>([
    ['more content than said', [{ name: 'a', content: 'x'.repeat(1_000), size: 10 }], /too many bytes/],
    ['less content than said', [{ name: 'a', content: 'x', size: 10 }], /not enough bytes/],
    ['damaged content', [{ name: 'a', content: 'x', checksum: 1 }], /"a" is damaged/],
    ['a symlink to nothing', [link('a', 'b')], /not there/],
    [
      'symlinks that leave together',
      [{ name: 's/f' }, link('p/q/a', '../../s'), link('p/q/l', 'a/../..')],
      /leaves the archive/,
    ],
  ])('%s', async (_name, entries, message) => {
    const { error, outside } = await unpack(makeZip(entries));
    expect(error).toMatchObject({ code: 'INVALID_PROBLEM' });
    expect((error as Error).message).toMatch(message);
    expect(outside).toEqual(['a.zip', 'out']);
  });
});

test('zipNames() gives the names, and none of what is no zip file', async () => {
  await using folder = await writeFolder('zip', { 'b.zip': 'no' });
  await writeFile(join(folder.path, 'a.zip'), makeZip([{ name: 'a/', mode: 0 }, { name: 'a/b' }]));
  expect(await zipNames(join(folder.path, 'a.zip'), 10)).toEqual(['a/', 'a/b']);
  expect(await zipNames(join(folder.path, 'a.zip'), 1)).toEqual(['a/']);
  expect(await zipNames(join(folder.path, 'b.zip'), 10)).toEqual([]);
});
