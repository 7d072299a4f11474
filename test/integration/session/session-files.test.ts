import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createRunner, type Runner, Session } from '../../../lib/index.js';
import { type OwnHome, openOwnHome } from '../../support/own-home.js';
import { HAS_IMAGES, lacks } from '../../support/requirements.js';
import { ownUids } from '../../support/runners.js';

const MiB = 2 ** 20;

let home: OwnHome;
let runner: Runner;
let host: string;
let session: Session;
beforeAll(async () => {
  home = await openOwnHome();
  runner = createRunner({ home: home.path, uids: ownUids() });
});
afterAll(async () => {
  await runner.close();
  await home[Symbol.asyncDispose]();
});
beforeEach(async () => {
  host = await mkdtemp(join(tmpdir(), 'bailiff-host-'));
  session = await Session.open({ runner, limits: { workspaceBytes: 64 * MiB, workspaceFiles: 2_000 } });
});
afterEach(async () => {
  await session.remove();
  await rm(host, { recursive: true, force: true });
});
const here = (...path: string[]) => join(host, ...path);

describe('the files of a session', () => {
  test('are those of its programs', async () => {
    await session.fs.writeFile('in.txt', 'one\n');
    await session.exec(
      'cat in.txt in.txt > out.txt; mkdir -p d; ln -s ../out.txt d/link; printf "\\377" > "d/$(printf "\\376")"',
    );
    expect(await session.fs.readFile('d/link', 'utf8')).toBe('one\none\n');
    const names = await session.fs.readdir('d');
    expect(names).toEqual(['link', '\udcfe']);
    expect(await session.fs.readFile(`d/${names[1]}`)).toEqual(Buffer.from([0xff]));
  });

  test('lead nowhere else, whatever its programs prepare', async () => {
    await session.exec('ln -s /etc/passwd a; ln -s / b; ln -s /proc/self/root c; mkfifo p; ln /gate g');
    for (const path of ['a', 'b/etc/passwd', 'c/etc/passwd', '../etc/passwd'])
      await expect(session.fs.readFile(path), path).rejects.toMatchObject({ code: 'EXDEV' });
    await expect(session.fs.readFile('p')).rejects.toMatchObject({ code: 'EINVAL' });
    const down = await session.fs.download('.', here('down'));
    expect([...down.skipped].sort()).toEqual(['a', 'b', 'c', 'p']);
  });

  test('that its programs shut are theirs to remove', async () => {
    await session.exec('mkdir -p shut/in; touch shut/in/f; chmod 0 shut/in shut');
    await session.fs.rm('shut', { recursive: true });
    expect(await session.fs.exists('shut')).toBe(false);
  });

  test.skipIf(lacks(HAS_IMAGES))('fill no more than its workspace', async () => {
    await session.fs.writeFile('keep', 'kept');
    await expect(session.fs.writeFile('large', Buffer.alloc(80 * MiB))).rejects.toMatchObject({
      code: 'ENOSPC',
    });
    await session.fs.rm('large');
    const many = Array.from({ length: 3_000 }, (_, i) => ({ path: `m/${i}`, content: '' }));
    await expect(session.writeFiles(many)).rejects.toMatchObject({ code: 'ENOSPC' });
    await session.fs.rm('m', { recursive: true });
    expect(await session.fs.readFile('keep', 'utf8')).toBe('kept');
  });

  test.skipIf(lacks(HAS_IMAGES))(
    'that are brought fill no more than it, by bytes and by number, and leave what was there',
    async () => {
      await session.fs.writeFile('keep', 'kept');
      writeFileSync(here('shown'), Buffer.alloc(80 * MiB, 'x'), { mode: 0o644 });
      writeFileSync(here('sent'), Buffer.alloc(80 * MiB, 'x'), { mode: 0o600 });
      mkdirSync(here('many'));
      for (let i = 0; i < 3_000; i++) writeFileSync(here('many', String(i)), '');
      execFileSync('tar', ['-cf', here('many.tar'), 'many'], { cwd: host });
      const full = { code: 'ENOSPC' };
      for (const name of ['shown', 'sent', 'many']) {
        await expect(session.fs.upload(here(name), 'new'), name).rejects.toMatchObject(full);
        await session.fs.rm('new', { recursive: true, force: true });
      }
      await expect(session.fs.unpack(readFileSync(here('many.tar')), 'new')).rejects.toMatchObject(full);
      await session.fs.rm('new', { recursive: true });
      expect(await session.fs.readdir('.')).toEqual(['keep']);
      expect(await session.fs.readFile('keep', 'utf8')).toBe('kept');
      expect(await session.exec('head -c 30M /dev/zero > f; seq 1000 | xargs touch')).toMatchObject({
        exitCode: 0,
      });
    },
  );

  test('go in and out as folders and archives', async () => {
    mkdirSync(here('up/d'), { recursive: true });
    writeFileSync(here('up/d/f'), 'content');
    await session.upload(here('up'));
    const { stdout } = await session.exec(['find', 'uploads']);
    expect(stdout.split('\n').sort().filter(Boolean)).toEqual([
      'uploads',
      'uploads/up',
      'uploads/up/d',
      'uploads/up/d/f',
    ]);
    for (const format of ['tar', 'tar.gz', 'zip'] as const)
      await session.fs.unpack(session.fs.archive('uploads/up', { format }), format);
    await session.fs.download('zip', here('zip'));
    expect(readFileSync(here('zip/d/f'), 'utf8')).toBe('content');
  });

  test.skipIf(lacks(HAS_IMAGES))('a bomb ends at what is allowed, and leaves room', async () => {
    execFileSync(
      'python3',
      [
        '-c',
        'import zipfile; z = zipfile.ZipFile("b", "w", zipfile.ZIP_DEFLATED); z.writestr("z", bytes(200_000_000)); z.close()',
      ],
      { cwd: host },
    );
    await expect(
      session.fs.unpack(readFileSync(here('b')), 'x', { maxBytes: 10 * MiB }),
    ).rejects.toMatchObject({ code: 'ARCHIVE_REFUSED' });
    await expect(session.fs.unpack(readFileSync(here('b')), 'x')).rejects.toMatchObject({ code: 'ENOSPC' });
    await session.fs.rm('x', { recursive: true, force: true });
    await session.fs.writeFile('f', Buffer.alloc(10 * MiB));
  });

  test('a very large file is copied by the kernel within the jail', async () => {
    writeFileSync(here('big'), Buffer.alloc(65 * MiB - 1, 'big'), { mode: 0o644 });
    await using roomy = await Session.open({ runner, limits: { workspaceBytes: 256 * MiB } });
    await roomy.fs.upload(here('big'), 'big');
    await roomy.fs.download('big', here('back'));
    execFileSync('cmp', [here('big'), here('back')]);
    await roomy.remove();
  });
});

describe('the tools of a session', () => {
  test('work on what its programs made', async () => {
    await session.exec('mkdir src; printf "def f():\\n  return 1\\n" > src/a.py; echo data > b.txt');
    expect((await session.read('src/a.py')).text).toBe('     1\tdef f():\n     2\t  return 1\n');
    await session.edit('src/a.py', { find: 'return 1', replace: 'return 2' });
    await session.applyPatch(
      '--- a/b.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-data\n--- /dev/null\n+++ b/c/d.txt\n@@ -0,0 +1 @@\n+new\n',
    );
    expect((await session.glob('*.{py,txt}')).paths).toEqual(['c/d.txt', 'src/a.py']);
    expect((await session.grep('return \\d')).matches).toEqual([
      { path: 'src/a.py', line: 2, text: '  return 2' },
    ]);
    expect((await session.find('apy')).paths).toEqual(['src/a.py']);
    expect((await session.tree()).text).toBe('c/\n  d.txt\nsrc/\n  a.py');
    const { stdout } = await session.exec([
      'python3',
      '-c',
      'import sys; sys.path.insert(0, "src"); import a; print(a.f())',
    ]);
    expect(stdout).toBe('2\n');
  });

  test('query() shares a database with its programs', async () => {
    await session.exec([
      'python3',
      '-c',
      'import sqlite3; c = sqlite3.connect("app.db"); c.execute("create table t (a)"); c.execute("insert into t values (41)"); c.commit()',
    ]);
    await session.query({ sqlite: 'app.db' }, 'UPDATE t SET a = a + ?', [1]);
    expect((await session.query({ sqlite: 'app.db' }, 'SELECT a FROM t')).rows).toEqual([{ a: 42 }]);
  });
});

describe('snapshots of a session', () => {
  test('hold what was there, also for another session, which goes its own way', async () => {
    await session.exec('mkdir d; echo one > d/f; chmod 700 d/f; ln -s f d/l; mkfifo d/p');
    const { id } = await session.snapshot();
    await session.exec('echo two > d/f');
    await using other = await Session.open({ runner, from: id });
    expect((await other.exec('cat d/l; stat -c %a d/f; ls d')).stdout).toBe('one\n700\nf\nl\n');
    await other.exec('echo three > d/f');
    expect(await session.fs.readFile('d/f', 'utf8')).toBe('two\n');
    const [fork] = await session.fork();
    expect(await fork!.fs.readFile('d/f', 'utf8')).toBe('two\n');
    await fork!.remove();
    await other.remove();
  });
});
