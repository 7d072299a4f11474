import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { beforeEach, describe, expect, test } from 'vitest';
import { FULL } from '../../support/how-much.js';
import { workspacePerTest } from '../../support/workspace-per-test.js';

const FORMATS = ['tar', 'tar.gz', 'zip'] as const;
const MiB = 2 ** 20;

const own = workspacePerTest();
const { there, here } = own;
const shell = (code: string, cwd = there()) => execFileSync('sh', ['-ec', code], { cwd });
const python = (code: string) => execFileSync('python3', ['-c', code], { cwd: here() }).toString();
const pack = async (format: (typeof FORMATS)[number], folder = 'p') =>
  writeFileSync(here('a'), await buffer(own.files.archive(folder, { format })));

describe('archive()', () => {
  beforeEach(async () => {
    await own.files.writeFile('p/run', '#!/bin/sh\n', { mode: 0o755, parents: true });
    await own.files.writeFile(`p/${'long/'.repeat(60)}name`, 'deep', { parents: true });
    await own.files.writeFile('p/large', Buffer.alloc(3 * MiB, 'x'));
    await own.files.symlink('run', 'p/link');
    await own.files.writeFile('p/é', '');
    await own.files.writeFile(Buffer.from('p/odd\xff\n', 'latin1'), 'odd');
    await own.files.utimes('p/run', 1_000_000_001, 1_000_000_001);
  });

  test.each([
    ['tar', 'tar -xf a -C out'],
    ['tar.gz', 'tar -xzf a -C out'],
    ['zip', 'unzip -q a -d out'],
  ] as const)('%s is what other programs read', async (format, command) => {
    if (format === 'zip') await own.files.rm(Buffer.from('p/odd\xff\n', 'latin1')); // unzip changes such names
    await pack(format);
    mkdirSync(here('out'));
    shell(command, here());
    execFileSync('diff', ['-r', '--no-dereference', there('p'), here('out')]);
    expect(lstatSync(here('out/run'))).toMatchObject({ mode: 0o100755, mtimeMs: 1_000_000_001_000 });
  });

  test.each(FORMATS)('%s goes back into a session as it was', async (format) => {
    const made = await own.files.unpack(own.files.archive('p', { format }), 'back');
    expect(made).toEqual({ files: 6, bytes: 3 * MiB + 17, skipped: [] });
    execFileSync('diff', ['-r', '--no-dereference', there('p'), there('back')]);
  });
});

test.each(FORMATS)(
  'archive() as %s leaves out what is no file, or not to be read, and names it',
  async (format) => {
    await own.write({ 'p/f': 'x', 'p/shut': 'x', 'p/closed/f': 'x' });
    shell('mkfifo p/pipe; python3 -c "import socket; socket.socket(socket.AF_UNIX).bind(\'p/socket\')"');
    chmodSync(there('p/shut'), 0);
    chmodSync(there('p/closed'), 0);
    const stream = own.files.archive('p', { format });
    await buffer(stream);
    const { files, bytes, skipped } = await stream.transferred;
    expect([files, bytes]).toEqual([1, 1]);
    expect([...skipped].sort()).toEqual(['closed', 'pipe', 'shut', 'socket']);
  },
);

test('archive() goes as deep as paths do', async () => {
  shell(`python3 -c "
import os
for i in range(3000): os.mkdir('dd'); os.chdir('dd')"`);
  const stream = own.files.archive('.');
  await buffer(stream);
  expect((await stream.transferred).skipped).toHaveLength(1);
  shell('rm -rf dd'); // Node's own rm goes by paths
});

test('archive() of what is none is the error of node:fs', async () => {
  await own.write({ f: '' });
  symlinkSync('/etc', there('out'));
  for (const [path, code] of [
    ['none', 'ENOENT'],
    ['f', 'ENOTDIR'],
    ['out', 'EXDEV'],
  ] as const) {
    const stream = own.files.archive(path);
    await expect(buffer(stream), path).rejects.toMatchObject({ code, path });
    await expect(stream.transferred).rejects.toMatchObject({ code });
  }
});

test('archive() holds ZIPs of more than 65,535 entries', async () => {
  shell('python3 -c "\nfor i in range(66000): open(str(i), \'w\').close()"');
  await pack('zip', '.');
  expect(python('import zipfile; print(len(zipfile.ZipFile("a").namelist()))')).toBe('66000\n');
});

test.skipIf(!FULL)('archive() holds ZIPs of files of more than 4 GiB', { timeout: 180_000 }, async () => {
  shell('truncate -s 4300M large; echo after > z');
  await pack('zip', '.');
  const read = 'z.getinfo("large").file_size, z.read("z"), z.open("large").read(9).hex()';
  expect(python(`import zipfile; z = zipfile.ZipFile("a"); print(${read})`)).toBe(
    `${4_300 * MiB} b'after\\n' ${'00'.repeat(9)}\n`,
  );
});

describe.each(['tar', 'zip'] as const)('a workspace that changes while archive() makes a %s', (format) => {
  const content = randomBytes(8 * MiB);
  const tested = {
    tar: 'import tarfile, sys; t = tarfile.open("a"); print({m.name: m.size for m in t}); sys.stdout.flush(); print(t.extractfile("z").read())',
    zip: 'import zipfile; z = zipfile.ZipFile("a"); assert z.testzip() is None; print(z.read("z"))',
  };
  const during = async (change: () => void) => {
    writeFileSync(there('a'), content);
    mkdirSync(there('sub'));
    writeFileSync(there('sub/f'), 'inner');
    writeFileSync(there('z'), 'last');
    const stream = own.files.archive('.', { format });
    const chunks: Buffer[] = [];
    for await (const chunk of stream) {
      if (chunks.length === 0) change(); // it has leave for 2 MiB
      chunks.push(chunk);
    }
    writeFileSync(here('a'), Buffer.concat(chunks));
    return { said: python(tested[format]), ...(await stream.transferred) };
  };

  test.each([
    ['shorter', () => truncateSync(there('a'), 5 * MiB)],
    ['longer', () => appendFileSync(there('a'), content)],
    ['gone', () => rmSync(there('a'))],
  ])('a file that becomes %s: the archive is whole', async (_, change) => {
    const { said, files, skipped } = await during(change);
    expect(said).toContain("b'last'");
    expect([files, skipped]).toEqual([3, []]);
  });

  test('a folder that becomes a link: nothing behind it', async () => {
    mkdirSync(here('secret'));
    writeFileSync(here('secret/f'), 'the secret of the host');
    const { said } = await during(() => {
      renameSync(there('sub'), there('moved'));
      symlinkSync(here('secret'), there('sub'));
    });
    expect(said).toContain("b'last'");
    expect(readFileSync(here('a')).includes('the secret')).toBe(false);
  });
});
