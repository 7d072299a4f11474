import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { rename, symlink, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { findSubmissions } from '../../../../harness/submission/find.js';
import { BailiffError } from '../../../../lib/index.js';
import { writeFolder } from '../../../support/problem-package.js';

async function refusal(paths: readonly string[]): Promise<BailiffError> {
  const error = await findSubmissions(paths).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BailiffError);
  return error as BailiffError;
}

describe('findSubmissions()', () => {
  test('takes a file, a folder with an entry, and a folder of submissions', async () => {
    await using folder = await writeFolder('class', {
      'one.py': 'x',
      'multi/main.cpp': '',
      'multi/lib/a.h': 'abc',
      'multi/.git/config': '',
      'all/bob.py': '',
      'all/carol/Main.java': '',
      'all/carol/Tool.java': '',
      'all/.DS_Store': '',
    });
    const found = await findSubmissions(['one.py', 'multi', 'all'].map((name) => join(folder.path, name)));
    expect(
      found.map(({ name, language, main, files }) => [name, language, main, files.map(({ path }) => path)]),
    ).toEqual([
      ['one.py', 'python', 'one.py', ['one.py']],
      ['multi', 'cpp', 'main.cpp', ['lib/a.h', 'main.cpp']],
      ['bob.py', 'python', 'bob.py', ['bob.py']],
      ['carol', 'java', 'Main.java', ['Main.java', 'Tool.java']],
    ]);
  });

  test('shows whole paths where names are the same', async () => {
    await using folder = await writeFolder('class', { 'a/x.py': '', 'b/x.py': '' });
    const paths = [join(folder.path, 'a/x.py'), join(folder.path, 'b/x.py')];
    expect((await findSubmissions(paths)).map(({ name }) => name)).toEqual(paths);
  });

  test('refuses a symlink, as a submission, in one, and among several', async () => {
    await using folder = await writeFolder('class', { 'one.py': '', 'multi/main.py': '' });
    await symlink('one.py', join(folder.path, 'link.py'));
    await symlink('/etc/passwd', join(folder.path, 'multi/data.txt'));
    for (const path of ['link.py', 'multi', '.']) {
      const error = await refusal([join(folder.path, path)]);
      expect([error.code, error.message]).toEqual(['INVALID_SUBMISSION', expect.stringMatching(/symlink/)]);
    }
  });

  test('refuses a FIFO', async () => {
    await using folder = await writeFolder('class', { 'multi/main.py': '' });
    await promisify(execFile)('mkfifo', [join(folder.path, 'multi/pipe')]);
    expect((await refusal([join(folder.path, 'multi')])).message).toMatch(/neither a file nor a folder/);
  });

  test('refuses a folder of 10,000 files, in one submission and as submissions', async () => {
    await using folder = await writeFolder('class', {});
    for (let i = 0; i < 10_000; i++) writeFileSync(join(folder.path, `f${i}.py`), '');
    expect((await refusal([folder.path])).message).toMatch(/more than 5000 submissions/);
    await rename(join(folder.path, 'f0.py'), join(folder.path, 'main.py'));
    expect((await refusal([folder.path])).message).toMatch(/more than 500 files/);
  });

  test('refuses what is too large, however sparse', async () => {
    await using folder = await writeFolder('class', { 'one.py': '' });
    await truncate(join(folder.path, 'one.py'), 2 ** 40);
    expect((await refusal([join(folder.path, 'one.py')])).message).toMatch(/at most 32 MiB/);
  });

  test('refuses what is too deep', async () => {
    await using folder = await writeFolder('class', { 'main.py': '', [`${'d/'.repeat(17)}a.py`]: '' });
    expect((await refusal([folder.path])).message).toMatch(/deeper than 16/);
  });

  test('refuses an unknown language, an empty folder, nothing at all', async () => {
    await using folder = await writeFolder('class', { 'a.py': '', 'b.cob': '', 'empty/.keep': '' });
    expect(await refusal([join(folder.path, 'b.cob')])).toMatchObject({ code: 'UNKNOWN_LANGUAGE' });
    expect((await refusal([join(folder.path, 'empty')])).message).toMatch(/folder is empty/);
    expect((await refusal([join(folder.path, 'gone')])).message).toMatch(/Cannot grade ".*gone": .*ENOENT/);
  });
});
