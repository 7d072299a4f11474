import { execFileSync } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { workspacePerTest } from '../../support/workspace-per-test.js';

const own = workspacePerTest();
const { there, here } = own;
const python = (code: string) =>
  execFileSync('python3', ['-c', `import io, os, sys, tarfile, zipfile\n${code}`], { cwd: here() });

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
      own.files.unpack(source, 'out', { maxBytes: 10_000_000, maxEntries: 100 }),
    ).rejects.toMatchObject({
      code: 'ARCHIVE_REFUSED',
      message: expect.stringContaining(why),
    });
    expect(readdirSync(own.place.folder)).toEqual([]);
  });

  test('a ZIP that lies about a size makes no more than it says', async () => {
    python(
      'z = zipfile.ZipFile("x", "w", zipfile.ZIP_DEFLATED); z.writestr("zeros", bytes(50_000_000)); z.close()',
    );
    const bytes = readFileSync(here('x'));
    const size = Buffer.alloc(4);
    size.writeUInt32LE(50_000_000);
    for (let at = bytes.indexOf(size); at >= 0; at = bytes.indexOf(size, at)) bytes.writeUInt32LE(10, at);
    await expect(own.files.unpack(bytes, 'out', { maxBytes: 10_000_000 })).rejects.toMatchObject({
      code: 'ARCHIVE_REFUSED',
    });
  });

  test('one that never ends is not kept for ever', async () => {
    const endless = async function* () {
      for (;;) yield Buffer.alloc(65_536);
    };
    await expect(
      own.files.unpack(endless(), 'out', { maxBytes: 1_000_000, maxEntries: 100 }),
    ).rejects.toThrow('is longer than 1413696 bytes');
    expect(readdirSync(own.place.folder)).toEqual([]);
  });

  test('a list of more entries than memory has room for is refused, not the end of the tool', async () => {
    const count = 2_000_000;
    const entry = Buffer.alloc(46 + 200, 'x');
    entry.writeUInt32LE(0x02014b50, 0);
    entry.fill(0, 4, 46);
    entry.writeUInt16LE(200, 28);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt32LE(count * entry.length, 12);
    const many = Buffer.alloc(1_000 * entry.length);
    for (let i = 0; i < 1_000; i++) entry.copy(many, i * entry.length);
    const list = async function* () {
      for (let i = 0; i < count / 1_000; i++) yield many;
      yield end;
    };
    await expect(own.files.unpack(list(), 'out', { format: 'zip' })).rejects.toMatchObject({
      code: 'ARCHIVE_REFUSED',
      message: expect.stringContaining('MemoryError'),
    });
  });

  test('links that are there already are not gone through', async () => {
    await own.write({ 'other/f': 'own' });
    await own.files.mkdir('out');
    await own.files.symlink('../other', 'out/d');
    await own.files.symlink('/tmp', 'away');
    tarOf('add("d/f")');
    const archive = readFileSync(here('x'));
    await expect(own.files.unpack(archive, 'out')).rejects.toMatchObject({ code: 'ENOTDIR' });
    await expect(own.files.unpack(archive, 'away/bailiff')).rejects.toMatchObject({ code: 'EXDEV' });
    expect(await own.files.readFile('other/f', 'utf8')).toBe('own');
  });

  test('a path without end, and an entry without a name', async () => {
    for (const [entry, why] of [
      ['add("d/" * 4000 + "f")', 'a path that is too long'],
      ['add("./")', 'has no name'],
    ] as const) {
      tarOf(entry);
      await expect(own.files.unpack(readFileSync(here('x')), 'out')).rejects.toThrow(why);
    }
  });

  test('devices and pipes are left out, rights of other users are not given', async () => {
    tarOf('add("null", tarfile.CHRTYPE); add("pipe", tarfile.FIFOTYPE); add("set", mode=0o6755)');
    expect(await own.files.unpack(readFileSync(here('x')), 'out')).toEqual({
      files: 1,
      bytes: 1,
      skipped: ['null', 'pipe'],
    });
    expect(lstatSync(there('out/set')).mode & 0o7777).toBe(0o755);
  });
});
