import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openFiles } from '../../../lib/session/files/files.js';
import type { SessionFiles } from '../../../lib/session/files/session-files.js';
import { type FolderJail, openFolderJail } from '../../support/folder-jail.js';

let place: FolderJail;
let files: SessionFiles;
let host: string;
beforeEach(async () => {
  place = await openFolderJail();
  files = openFiles(place.jail);
  host = await mkdtemp(join(tmpdir(), 'bailiff-host-'));
});
afterEach(async () => {
  await files.close();
  await place[Symbol.asyncDispose]();
  await rm(host, { recursive: true, force: true });
});
const there = (...path: string[]) => join(place.folder, ...path);
const here = (...path: string[]) => join(host, ...path);
const python = (code: string) =>
  execFileSync('python3', ['-c', `import io, os, sys, tarfile, zipfile\n${code}`], { cwd: host });

describe('archive()', () => {
  beforeEach(async () => {
    await files.writeFile('p/run', '#!/bin/sh\n', { mode: 0o755, parents: true });
    await files.writeFile(`p/${'long/'.repeat(60)}name`, 'deep', { parents: true });
    await files.writeFile('p/large', Buffer.alloc(300_000, 'x'));
    await files.symlink('run', 'p/link');
    await files.writeFile('p/é', '');
  });

  test.each(['tar', 'tar.gz'] as const)('%s is what tar reads', async (format) => {
    writeFileSync(here('a'), await buffer(files.archive('p', { format })));
    mkdirSync(here('out'));
    execFileSync('tar', [format === 'tar' ? '-xf' : '-xzf', here('a'), '-C', here('out')]);
    execFileSync('diff', ['-r', '--no-dereference', there('p'), here('out')]);
    expect(lstatSync(here('out/run')).mode & 0o777).toBe(0o755);
  });

  test('zip is what Python reads', async () => {
    writeFileSync(here('a.zip'), await buffer(files.archive('p', { format: 'zip' })));
    python('z = zipfile.ZipFile("a.zip")\nassert z.testzip() is None\nz.extractall("out")');
    expect(readFileSync(here('out/large')).equals(readFileSync(there('p/large')))).toBe(true);
    expect(readFileSync(here('out', ...Array<string>(60).fill('long'), 'name'), 'utf8')).toBe('deep');
    expect(readdirSync(here('out')).sort()).toEqual(['large', 'link', 'long', 'run', 'é']);
  });

  test('goes back into a session as it was', async () => {
    for (const format of ['tar', 'tar.gz', 'zip'] as const) {
      const made = await files.unpack(files.archive('p', { format }), `back-${format}`);
      expect(made).toMatchObject({ files: 5, skipped: [] });
      execFileSync('diff', ['-r', '--no-dereference', there('p'), there(`back-${format}`)]);
    }
  });

  test('nobody reads it to the end: the tool ends', async () => {
    const stream = files.archive('p');
    for await (const _ of stream) break;
    expect(stream.destroyed).toBe(true);
  });
});

const tarOf = (entries: string) =>
  python(
    `t = tarfile.open("x", "w")\ndef add(name, kind=tarfile.REGTYPE, link="", data=b"x", mode=0o644):\n i = tarfile.TarInfo(name); i.type = kind; i.linkname = link; i.mode = mode\n i.size = len(data) if kind == tarfile.REGTYPE else 0\n t.addfile(i, io.BytesIO(data))\n${entries}\nt.close()`,
  );

describe('unpack() of hostile archives', () => {
  test.each([
    ['../ in a tar', () => tarOf('add("ok"); add("../evil")'), '"../evil" leads out of its folder'],
    ['an absolute path', () => tarOf('add("/tmp/evil")'), 'has an absolute path'],
    [
      'a file below a link',
      () => tarOf('add("l", tarfile.SYMTYPE, "/etc"); add("l/evil")'),
      'is below what is no folder',
    ],
    [
      'a hard link that leads out',
      () => tarOf('add("l", tarfile.LNKTYPE, "../../etc/passwd")'),
      'leads out of its folder',
    ],
    [
      'a hard link to a link',
      () => tarOf('add("s", tarfile.SYMTYPE, "/etc/passwd"); add("l", tarfile.LNKTYPE, "s")'),
      'link to what is no file',
    ],
    ['a name twice', () => tarOf('add("f"); add("f")'), 'is there twice'],
    [
      '../ in a ZIP',
      () =>
        python(
          'z = zipfile.ZipFile("x", "w"); z.writestr("ok", "1"); z.writestr("a/../../evil", "1"); z.close()',
        ),
      'leads out of its folder',
    ],
    [
      'a bomb',
      () =>
        python(
          'z = zipfile.ZipFile("x", "w", zipfile.ZIP_DEFLATED); z.writestr("zeros", bytes(50_000_000)); z.close()',
        ),
      'makes more than 10000000 bytes',
    ],
    [
      'many entries',
      () => python('z = zipfile.ZipFile("x", "w")\nfor i in range(200): z.writestr(str(i), "")\nz.close()'),
      'one of more than 100 entries',
    ],
    ['noise', () => writeFileSync(here('x'), Buffer.alloc(1_000, 7)), 'cannot be read'],
    [
      'a ZIP that is cut short',
      () => {
        python('z = zipfile.ZipFile("x", "w"); z.writestr("f", "1" * 1000); z.close()');
        execFileSync('truncate', ['-s', '500', here('x')]);
      },
      'cannot be read',
    ],
  ])('%s: nothing is made', async (_, make, why) => {
    make();
    const source = readFileSync(here('x'));
    await expect(
      files.unpack(source, 'out', { maxBytes: 10_000_000, maxEntries: 100 }),
    ).rejects.toMatchObject({
      code: 'ARCHIVE_REFUSED',
      message: expect.stringContaining(why),
    });
    expect(readdirSync(place.folder)).toEqual([]);
  });

  test('a ZIP that lies about a size makes no more than it says', async () => {
    python(
      'z = zipfile.ZipFile("x", "w", zipfile.ZIP_DEFLATED); z.writestr("zeros", bytes(50_000_000)); z.close()',
    );
    const bytes = readFileSync(here('x'));
    const size = Buffer.alloc(4);
    size.writeUInt32LE(50_000_000);
    for (let at = bytes.indexOf(size); at >= 0; at = bytes.indexOf(size, at)) bytes.writeUInt32LE(10, at);
    await expect(files.unpack(bytes, 'out', { maxBytes: 10_000_000 })).rejects.toMatchObject({
      code: 'ARCHIVE_REFUSED',
    });
  });

  test('devices and pipes are left out, rights of other users are not given', async () => {
    tarOf('add("null", tarfile.CHRTYPE); add("pipe", tarfile.FIFOTYPE); add("set", mode=0o6755)');
    expect(await files.unpack(readFileSync(here('x')), 'out')).toEqual({
      files: 1,
      bytes: 1,
      skipped: ['null', 'pipe'],
    });
    expect(lstatSync(there('out/set')).mode & 0o7777).toBe(0o755);
  });
});
