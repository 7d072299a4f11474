import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createWriter } from '../../../../harness/journal/writer.js';

async function inFolder(body: (path: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bailiff-journal-'));
  try {
    await body(join(folder, 'journal'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('createWriter(): what is appended is in the file at once', () =>
  inFolder(async (path) => {
    await using file = await open(path, 'a+');
    const writer = createWriter(file, path);
    for (let i = 0; i < 3; i++) writer.append({ i });
    expect(await readFile(path, 'utf8')).toBe('{"i":0}\n{"i":1}\n{"i":2}\n');
    await Promise.all(Array.from({ length: 20 }, () => writer.sync()));
    writer.check();
  }));

test('createWriter(): a failure is told, and nothing is written after it', () =>
  inFolder(async (path) => {
    await using _ = await open(path, 'a');
    await using file = await open(path, 'r');
    const writer = createWriter(file, path);
    writer.append({ i: 1 });
    writer.append({ i: 2 });
    await writer.sync();
    expect(() => writer.check()).toThrow(
      expect.objectContaining({
        code: 'STORAGE_FAILED',
        message: expect.stringMatching(/Cannot write journal .*EBADF.*--resume/),
      }),
    );
  }));
