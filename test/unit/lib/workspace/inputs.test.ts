import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stepInputs } from '../../../../lib/workspace/inputs.js';

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bailiff-inputs-'));
  file = join(folder, 'file');
  writeFileSync(file, 'x');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('stepInputs()', () => {
  test('takes plain names, and makes paths absolute', async () => {
    expect(await stepInputs({ input: file, 'the answer': relative(process.cwd(), file) })).toEqual([
      { name: 'input', source: file },
      { name: 'the answer', source: file },
    ]);
    expect(await stepInputs()).toEqual([]);
  });

  test('follows a link of the caller’s to a file', async () => {
    symlinkSync(file, join(folder, 'link'));
    expect(await stepInputs({ input: join(folder, 'link') })).toHaveLength(1);
  });

  test.each([
    [''],
    ['.'],
    ['..'],
    ['a/b'],
    ['/a'],
    ['../a'],
    ['a/'],
    ['a\0b'],
    ['\ud800'],
    ['x'.repeat(256)],
  ])('refuses the name %j', async (name) => {
    await expect(stepInputs({ [name]: file })).rejects.toMatchObject({ code: 'INVALID_PATH' });
  });

  test('refuses what is not a regular file, without waiting for a FIFO', async () => {
    const fifo = join(folder, 'fifo');
    execFileSync('mkfifo', [fifo]);
    for (const source of [fifo, folder, '/dev/null', join(folder, 'none')])
      await expect(stepInputs({ input: source })).rejects.toMatchObject({
        code: 'INVALID_PATH',
        blame: 'caller',
      });
  });

  test('refuses more than 500', async () => {
    const many = Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`n${i}`, file]));
    await expect(stepInputs(many)).rejects.toMatchObject({ code: 'TOO_LARGE' });
  });
});
