import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findSubmissions } from '../../../../harness/submission/find.js';
import type { Submission } from '../../../../harness/submission/submission.js';

/** Writes a zip file of `[name, text]` entries; a third item is the Unix mode, for symlinks and devices. */
const WRITE_ZIP = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as z:
    for name, text, *mode in json.loads(sys.argv[2]):
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.create_system = 3
        info.external_attr = (mode[0] if mode else 0o100644) << 16
        data = open(text[1:], 'rb').read() if text.startswith('@') else text
        z.writestr(info, data)
`;

type Entry = readonly [name: string, text: string, mode?: number];

let folder: string;
let usualHome: string | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiff-zip-'));
  usualHome = process.env.BAILIFF_HOME;
  process.env.BAILIFF_HOME = join(folder, 'home');
});

afterAll(async () => {
  if (usualHome === undefined) delete process.env.BAILIFF_HOME;
  else process.env.BAILIFF_HOME = usualHome;
  await rm(folder, { recursive: true });
});

async function zip(name: string, entries: readonly Entry[]): Promise<string> {
  const path = join(folder, name);
  await promisify(execFile)('python3', ['-c', WRITE_ZIP, path, JSON.stringify(entries)]);
  return path;
}

const shapes = (found: readonly Submission[]) =>
  found.map(({ name, main, files, fault }) => [name, fault ?? main, files.map(({ path }) => path)]);

describe('findSubmissions() of zip files', () => {
  test('one submission, without the folders around its sources', async () => {
    const path = await zip('ada.zip', [
      ['hw1/src/main.py', 'print(1)'],
      ['hw1/src/tool.py', ''],
      ['__MACOSX/hw1/src/._main.py', ''],
      ['.DS_Store', ''],
    ]);
    expect(shapes(await findSubmissions([path]))).toEqual([['ada.zip', 'main.py', ['main.py', 'tool.py']]]);
  });

  test("a course's download: a folder, a zip file or a file for each student, in a folder or not", async () => {
    const inner = await zip('inner.zip', [['project/solve.py', 'print(2)']]);
    const entries: Entry[] = [
      ['Jane Doe_12_assignsubmission_file_/solution.zip', `@${inner}`],
      ['Jo Roe_7_assignsubmission_file_/main.c', ''],
      ['bob.zip', `@${inner}`],
      ['cy.py', ''],
    ];
    const expected = [
      ['Jane Doe_12', 'solve.py', ['solve.py']],
      ['Jo Roe_7', 'main.c', ['main.c']],
      ['bob.zip', 'solve.py', ['solve.py']],
      ['cy.py', 'cy.py', ['cy.py']],
    ];
    expect(shapes(await findSubmissions([await zip('class.zip', entries)]))).toEqual(expected);
    const wrapped = entries.map(([name, text]): Entry => [`export/homework 1/${name}`, text]);
    expect(shapes(await findSubmissions([await zip('wrapped.zip', wrapped)]))).toEqual(expected);
  });

  test.each<[string, readonly Entry[]]>([
    ['a path that leads out', [['../main.py', '']]],
    ['an absolute path', [['/tmp/main.py', '']]],
    ['a backslash', [['..\\main.py', '']]],
    ['a symlink', [['main.py', '/etc/passwd', 0o120777]]],
    ['a device', [['main.py', '', 0o020666]]],
    [
      'two names that differ in case',
      [
        ['main.py', ''],
        ['MAIN.py', ''],
      ],
    ],
    ['a bomb', [['main.py', '0'.repeat(20_000_000)]]],
    ['too many entries', Array.from({ length: 5_001 }, (_, i): Entry => [`f${i}.py`, ''])],
  ])('a zip file with %s is no submission, and the others go on', async (_name, entries) => {
    const name = `all-${_name.replaceAll(' ', '-')}`;
    await promisify(execFile)('mkdir', [join(folder, name)]);
    await writeFile(join(folder, name, 'ok.py'), '');
    const big = entries.some(([, text]) => text.length > 100_000);
    if (big) await writeFile(join(folder, 'big.txt'), entries[0]![1]);
    await zip(`${name}/bad.zip`, big ? [['main.py', `@${join(folder, 'big.txt')}`]] : entries);
    const found = await findSubmissions([join(folder, name)]);
    expect(found.map((each) => [each.name, each.fault === undefined])).toEqual([
      ['bad.zip', false],
      ['ok.py', true],
    ]);
    expect(found[0]!.fault).toMatch(/bad\.zip|main\.py/i);
  });

  test('what is no zip file, one that was cut, and zip files in zip files without end', async () => {
    await promisify(execFile)('mkdir', [join(folder, 'odd')]);
    await writeFile(join(folder, 'odd/text.zip'), 'print(1)');
    let path = await zip('0.zip', [['main.py', '']]);
    for (let i = 1; i <= 10; i++) path = await zip(`${i}.zip`, [[`${i}.zip`, `@${path}`]]);
    await zip('odd/deep.zip', [['in.zip', `@${path}`]]);
    const found = await findSubmissions([join(folder, 'odd')]);
    expect(found.map(({ name, fault }) => [name, fault])).toEqual([
      ['deep.zip', expect.stringMatching(/packed into more than 8/)],
      ['text.zip', expect.stringMatching(/zip/)],
    ]);
    await expect(findSubmissions([join(folder, 'odd/text.zip')])).rejects.toMatchObject({
      code: 'INVALID_SUBMISSION',
    });
  });
});
