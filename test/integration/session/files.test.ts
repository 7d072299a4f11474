import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { workspacePerTest } from '../../support/workspace-per-test.js';

const own = workspacePerTest();
const { there } = own;

describe('SessionFiles', () => {
  test('writes and reads text and bytes, with the modes and flags of node:fs', async () => {
    await own.files.writeFile('a.txt', 'one\n');
    await own.files.appendFile('a.txt', 'two\n');
    expect(await own.files.readFile('/workspace/a.txt', 'utf8')).toBe('one\ntwo\n');
    await own.files.writeFile('run.sh', '#!/bin/sh\n', { mode: 0o755 });
    expect(lstatSync(there('run.sh')).mode & 0o777).toBe(0o755);
    await expect(own.files.writeFile('a.txt', '', { flag: 'wx' })).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(own.files.writeFile('x/y/z', '')).rejects.toMatchObject({ code: 'ENOENT' });
    await own.files.writeFile('x/y/z', 'deep', { parents: true });
    expect(await own.files.readFile('x/y/z', 'utf8')).toBe('deep');
    expect(await own.files.readFile('x/y/z')).toEqual(Buffer.from('deep'));
  });

  test('writes what is larger than a request, and streams', async () => {
    const bytes = Buffer.alloc(3_000_001, 'bailiff');
    await own.files.writeFile('large', bytes);
    expect(readFileSync(there('large')).equals(bytes)).toBe(true);
    await own.files.writeFile(
      'stream',
      (async function* () {
        yield 'first,';
        yield Buffer.from('second');
      })(),
    );
    expect(readFileSync(there('stream'), 'utf8')).toBe('first,second');
    expect(await text(own.files.createReadStream('stream', { start: 6, end: 8 }))).toBe('sec');
    expect(await text(own.files.createReadStream('large'))).toBe(bytes.toString());
    await expect(own.files.readFile('large', { maxBytes: 10 })).rejects.toMatchObject({ code: 'EFBIG' });
  });

  test('lists folders by name, by kind, and with all below', async () => {
    await own.files.writeFiles([
      { path: 'b/two', content: '2' },
      { path: 'a', content: '1' },
    ]);
    await own.files.symlink('a', 'c');
    expect(await own.files.readdir('.')).toEqual(['a', 'b', 'c']);
    expect(await own.files.readdir('', { recursive: true })).toEqual(['a', 'b', 'b/two', 'c']);
    const kinds = await own.files.readdir('.', { withFileTypes: true });
    expect(
      kinds.map((entry) => [entry.name, entry.isFile(), entry.isDirectory(), entry.isSymbolicLink()]),
    ).toEqual([
      ['a', true, false, false],
      ['b', false, true, false],
      ['c', false, false, true],
    ]);
  });

  test('makes, renames, links, copies, changes and removes', async () => {
    await own.files.mkdir('d/e', { recursive: true });
    await own.files.writeFile('d/e/f', 'hello');
    await own.files.rename('d/e/f', 'd/g');
    await own.files.link('d/g', 'h');
    await own.files.copyFile('h', 'i');
    await own.files.symlink('d/g', 's');
    expect(await own.files.readlink('s')).toBe('d/g');
    await own.files.chmod('s', 0o600);
    await own.files.utimes('i', 1, new Date(2_500));
    await own.files.truncate('i', 2);
    expect(statSync(there('d/g'))).toMatchObject({ nlink: 2, mode: 0o100600 });
    expect(await own.files.stat('d/g')).toMatchObject({ nlink: 2, size: 5, mode: 0o100600 });
    expect((await own.files.lstat('s')).isSymbolicLink()).toBe(true);
    expect(readFileSync(there('i'), 'utf8')).toBe('he');
    await own.files.rm('d', { recursive: true });
    await own.files.unlink('s');
    expect(readdirSync(own.place.folder)).toEqual(['h', 'i']);
    expect(await own.files.exists('d')).toBe(false);
    await own.files.rm('d', { force: true });
    await expect(own.files.rm('d')).rejects.toMatchObject({ code: 'ENOENT', syscall: 'rm', path: 'd' });
  });

  test('rejects as node:fs does', async () => {
    await expect(own.files.readFile('none')).rejects.toMatchObject({
      code: 'ENOENT',
      errno: -2,
      message: "ENOENT: no such file or directory, open 'none'",
    });
    await own.files.mkdir('folder');
    await expect(own.files.readFile('folder')).rejects.toMatchObject({ code: 'EISDIR' });
    await expect(own.files.mkdir('folder')).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(own.files.readdir('none')).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(own.files.rm('folder')).rejects.toMatchObject({ code: 'EISDIR' });
    await expect(own.files.readFile('/etc/passwd')).rejects.toMatchObject({ code: 'INVALID_PATH' });
    await expect(own.files.readFile('a\0b')).rejects.toMatchObject({ code: 'INVALID_PATH' });
  });

  test('keeps names that are no UTF-8', async () => {
    const name = Buffer.from([0x66, 0xff, 0xc3, 0xa9, 0x80]);
    await own.files.writeFile(name, 'odd');
    const [shown] = await own.files.readdir('.');
    expect(shown).toBe('f\udcffé\udc80');
    expect(await own.files.readFile(shown!, 'utf8')).toBe('odd');
    expect(readdirSync(own.place.folder, { encoding: 'buffer' })).toEqual([name]);
  });

  test('answers many requests with one tool', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, i) => own.files.writeFile(`f${i}`, String(i))));
    const read = await Promise.all(Array.from({ length: 50 }, (_, i) => own.files.readFile(`f${i}`, 'utf8')));
    expect(read).toEqual(Array.from({ length: 50 }, (_, i) => String(i)));
    expect(own.place.started()).toBe(1);
  });
});

describe('hostile trees', () => {
  test('links that lead out are not followed', async () => {
    writeFileSync(join(own.place.folder, '..', 'secret'), 'secret');
    symlinkSync('../secret', there('up'));
    symlinkSync('/etc/passwd', there('absolute'));
    symlinkSync('..', there('above'));
    symlinkSync('/proc/self/root', there('magic'));
    symlinkSync('loop', there('loop'));
    for (const path of ['up', 'absolute', 'above/secret', '../secret', 'magic/etc/passwd']) {
      await expect(own.files.readFile(path), path).rejects.toMatchObject({ code: 'EXDEV' });
      await expect(own.files.writeFile(path, 'x'), path).rejects.toMatchObject({ code: 'EXDEV' });
    }
    await expect(own.files.readFile('loop')).rejects.toMatchObject({ code: 'ELOOP' });
    expect(readFileSync(join(own.place.folder, '..', 'secret'), 'utf8')).toBe('secret');
    await own.files.rm('above', { recursive: true });
    expect(readFileSync(join(own.place.folder, '..', 'secret'), 'utf8')).toBe('secret');
  });

  test('pipes do not block, and devices are no files', async () => {
    execFileSync('mkfifo', [there('pipe')]);
    await expect(own.files.readFile('pipe')).rejects.toMatchObject({ code: 'EINVAL' });
    await expect(own.files.writeFile('pipe', 'x')).rejects.toMatchObject({
      code: expect.stringMatching(/ENXIO|EINVAL|EACCES/),
    });
    expect((await own.files.lstat('pipe')).isFIFO()).toBe(true);
  });

  test('a tree 10,000 folders deep is walked as far as paths reach, and removed', async () => {
    execFileSync('python3', ['-c', 'import os\nfor i in range(10000):\n os.mkdir("d"); os.chdir("d")\n'], {
      cwd: own.place.folder,
    });
    execFileSync('chown', ['-R', '1000:1000', own.place.folder]);
    const found = await own.files.readdir('.', { recursive: true });
    expect(found.length).toBeGreaterThan(1_000);
    await own.files.rm('d', { recursive: true });
    expect(readdirSync(own.place.folder)).toEqual([]);
  });

  test('folders that their owner has shut are removed', async () => {
    mkdirSync(there('shut/in'), { recursive: true });
    writeFileSync(there('shut/in/f'), '');
    execFileSync('chown', ['-R', '1000:1000', own.place.folder]);
    execFileSync('chmod', ['000', there('shut/in'), there('shut')]);
    await own.files.rm('shut', { recursive: true });
    expect(readdirSync(own.place.folder)).toEqual([]);
  });
});
