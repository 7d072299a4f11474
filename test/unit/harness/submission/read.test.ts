import { appendFile, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSources } from '../../../../harness/submission/read.js';
import { scanSubmission } from '../../../../harness/submission/scan.js';
import { writeFolder } from '../../../support/problem-package.js';

const FILES = { 'multi/main.py': 'print(1)\n', 'multi/sub/tool.py': '', secret: 'not yours' };

describe('readSources()', () => {
  test('brings the bytes of every file', async () => {
    await using folder = await writeFolder('class', FILES);
    const submission = await scanSubmission(join(folder.path, 'multi'), 'multi');
    expect(await readSources(submission)).toEqual([
      { path: 'main.py', content: Buffer.from('print(1)\n') },
      { path: 'sub/tool.py', content: Buffer.alloc(0) },
    ]);
  });

  test.each([
    ['a file that became a symlink', 'main.py', '../secret'],
    ['a folder that became a symlink', 'sub', '../moved'],
  ])('refuses %s since it was scanned', async (_name, path, target) => {
    await using folder = await writeFolder('class', FILES);
    const submission = await scanSubmission(join(folder.path, 'multi'), 'multi');
    await rename(join(folder.path, 'multi', path), join(folder.path, 'moved'));
    await symlink(target, join(folder.path, 'multi', path));
    await expect(readSources(submission)).rejects.toMatchObject({ code: 'INVALID_SUBMISSION' });
  });

  test('refuses a file that grew or went since it was scanned', async () => {
    await using folder = await writeFolder('class', FILES);
    const submission = await scanSubmission(join(folder.path, 'multi'), 'multi');
    await appendFile(join(folder.path, 'multi/main.py'), 'more');
    await expect(readSources(submission)).rejects.toThrow(/was changed/);
    await rm(join(folder.path, 'multi/main.py'));
    await expect(readSources(submission)).rejects.toMatchObject({ code: 'INVALID_SUBMISSION' });
  });
});
