import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { rename, symlink, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { findSubmissions, openSubmissions } from '../../../../harness/submission/find.js';
import type { Submission } from '../../../../harness/submission/submission.js';
import { BailiffError } from '../../../../lib/index.js';
import { writeFolder } from '../../../support/problem-package.js';

async function refusal(paths: readonly string[]): Promise<BailiffError> {
  const error = await findSubmissions(paths).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BailiffError);
  return error as BailiffError;
}

const shapes = (found: readonly Submission[]) =>
  found.map(({ name, language, main, files }) => [name, language, main, files.map(({ path }) => path)]);

const faults = (found: readonly Submission[]) =>
  Object.fromEntries(found.map(({ name, fault }) => [name, fault]));

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
    expect(shapes(found)).toEqual([
      ['one.py', 'python', 'one.py', ['one.py']],
      ['multi', 'cpp', 'main.cpp', ['lib/a.h', 'main.cpp']],
      ['bob.py', 'python', 'bob.py', ['bob.py']],
      ['carol', 'java', 'Main.java', ['Main.java', 'Tool.java']],
    ]);
  });

  test('takes off folders around the sources, and passes over clutter', async () => {
    await using folder = await writeFolder('class', {
      'all/ada/project/src/solve.py': '',
      'all/ada/project/src/data/x.txt': '',
      'all/ada/__MACOSX/project/._solve.py': '',
      'all/ada/Thumbs.db': '',
      'all/bob/README.md': '',
      'all/bob/code/main.rs': '',
      'all/submission_metadata.yml': '',
    });
    expect(shapes(await findSubmissions([join(folder.path, 'all')]))).toEqual([
      ['ada', 'python', 'solve.py', ['data/x.txt', 'solve.py']],
      ['bob', 'rust', 'main.rs', ['main.rs']],
    ]);
  });

  test("understands Moodle's folders", async () => {
    await using folder = await writeFolder('moodle', {
      'Jane Doe_12345_assignsubmission_file_/solve.py': '',
      'Jane Doe_12345_assignsubmission_onlinetext_/onlinetext.html': '',
      'Ola_Nordmann_99_assignsubmission_file/main.py': '',
      'Jo Roe_7_assignsubmission_onlinetext_/onlinetext.html': '<p>',
    });
    const found = await findSubmissions([folder.path]);
    expect(faults(found)).toEqual({
      'Jane Doe_12345': undefined,
      'Jo Roe_7': expect.stringMatching(/unknown language/),
      Ola_Nordmann_99: undefined,
    });
  });

  test("understands Canvas' files", async () => {
    await using folder = await writeFolder('canvas', {
      'doejane_12_900_main.py': '',
      'doejane_12_901_tool.py': '',
      'roejo_LATE_77_902_Main.java': '',
    });
    expect(shapes(await findSubmissions([folder.path]))).toEqual([
      ['doejane_12', 'python', 'main.py', ['main.py', 'tool.py']],
      ['roejo_77', 'java', 'Main.java', ['Main.java']],
    ]);
  });

  test('shows whole paths where names are the same', async () => {
    await using folder = await writeFolder('class', { 'a/x.py': '', 'b/x.py': '' });
    const paths = [join(folder.path, 'a/x.py'), join(folder.path, 'b/x.py')];
    expect((await findSubmissions(paths)).map(({ name }) => name)).toEqual(paths);
  });

  test('one of many that cannot be judged has a fault, and the others go on', async () => {
    await using folder = await writeFolder('class', {
      'all/ok.py': '',
      'all/b.unknown': '',
      'all/notes/readme.txt': '',
      'all/empty/.keep': '',
      'all/multi/main.py': '',
      'all/two/a.py': '',
      'all/two/b.cpp': '',
    });
    await symlink('ok.py', join(folder.path, 'all/link.py'));
    await symlink('/etc/passwd', join(folder.path, 'all/multi/data.txt'));
    await promisify(execFile)('mkfifo', [join(folder.path, 'all/pipe.py')]);
    const found = await findSubmissions([join(folder.path, 'all')]);
    expect(faults(found)).toEqual({
      'b.unknown': expect.stringMatching(/^it is in an unknown language: no toolchain takes ".unknown"$/),
      empty: expect.stringMatching(/^it has no source of a known language$/),
      'link.py': expect.stringMatching(/^it is a symlink/),
      multi: expect.stringMatching(/data\.txt".*symlink/),
      notes: expect.stringMatching(/in an unknown language/),
      'ok.py': undefined,
      'pipe.py': expect.stringMatching(/^it is neither a file nor a folder$/),
      two: expect.stringMatching(/^it has sources in several languages/),
    });
    expect(
      found.filter(({ fault }) => fault).every(({ files, main }) => files.length === 0 && main === ''),
    ).toBe(true);
  });

  test('refuses a symlink that was named itself, or is in what was', async () => {
    await using folder = await writeFolder('class', { 'one.py': '', 'multi/main.py': '' });
    await symlink('one.py', join(folder.path, 'link.py'));
    await symlink('/etc/passwd', join(folder.path, 'multi/data.txt'));
    for (const path of ['link.py', 'multi']) {
      const error = await refusal([join(folder.path, path)]);
      expect([error.code, error.message]).toEqual(['INVALID_SUBMISSION', expect.stringMatching(/symlink/)]);
    }
  });

  test('refuses a FIFO', async () => {
    await using folder = await writeFolder('class', { 'multi/main.py': '' });
    await promisify(execFile)('mkfifo', [join(folder.path, 'multi/pipe')]);
    expect((await refusal([join(folder.path, 'multi')])).message).toMatch(/neither a file nor a folder/);
  });

  test('refuses a folder of too many files, in one submission and as submissions', async () => {
    await using folder = await writeFolder('class', {});
    for (let i = 0; i <= 20_000; i++) writeFileSync(join(folder.path, `f${i}.py`), '');
    expect((await refusal([folder.path])).message).toMatch(/more than 20000 submissions/);
    await rename(join(folder.path, 'f0.py'), join(folder.path, 'main.py'));
    await rename(join(folder.path, 'f1.py'), join(folder.path, '.f1.py'));
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
    await using folder = await writeFolder('class', { 'a.py': '', 'b.unknown': '', 'empty/.keep': '' });
    expect(await refusal([join(folder.path, 'b.unknown')])).toMatchObject({ code: 'UNKNOWN_LANGUAGE' });
    expect((await refusal([join(folder.path, 'empty')])).message).toMatch(/folder is empty/);
    expect((await refusal([join(folder.path, 'gone')])).message).toMatch(
      /Cannot grade ".*gone": there is no such/,
    );
  });
});

describe('openSubmissions()', () => {
  test('looks at those of a folder when their turn comes, and as often as asked', async () => {
    await using folder = await writeFolder('class', { 'all/a.py': '', 'all/b.py': '' });
    const source = await openSubmissions([join(folder.path, 'all')]);
    expect(source.length).toBe(2);
    const names = async () => {
      const found: Submission[] = [];
      for await (const each of source) found.push(each);
      return faults(found);
    };
    expect(await names()).toEqual({ 'a.py': undefined, 'b.py': undefined });
    await rename(join(folder.path, 'all/b.py'), join(folder.path, 'b.py'));
    expect(await names()).toEqual({ 'a.py': undefined, 'b.py': 'there is no such file or folder' });
  });

  test('refuses what was named itself before anything is asked for', async () => {
    await using folder = await writeFolder('class', { 'a.py': '', 'b.unknown': '' });
    const paths = ['a.py', 'b.unknown'].map((name) => join(folder.path, name));
    await expect(openSubmissions(paths)).rejects.toMatchObject({ code: 'UNKNOWN_LANGUAGE' });
  });
});
