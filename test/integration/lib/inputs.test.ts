import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRunner, type Runner } from '../../../lib/index.js';
import { compiled } from '../../support/programs.js';
import { ownUids } from '../../support/runners.js';

const LARGE_BYTES = 48 * 2 ** 20; // more than `files` take

let runner: Runner;
let folder: string;
let small: string;
beforeAll(() => {
  runner = createRunner({ uids: ownUids(), concurrency: 1, parked: 1 });
  folder = mkdtempSync(join(tmpdir(), 'bailiff-inputs-'));
  small = join(folder, 'small');
  writeFileSync(small, 'small\n', { mode: 0o600 });
});
afterAll(async () => {
  await runner.close();
  rmSync(folder, { recursive: true });
});

const sh = (script: string, inputs?: Record<string, string>) =>
  runner.run({ argv: ['/bin/sh', '-c', script], inputs });

describe('inputs', () => {
  test('are found by their names, of any size, and not charged to the program', async () => {
    const large = join(folder, 'large');
    writeFileSync(large, Buffer.alloc(LARGE_BYTES, 'x'));
    const result = await runner.run({
      argv: ['/bin/sh', '-c', 'cat /in/files/small; wc -c < "/in/files/the large one"'],
      inputs: { small, 'the large one': large },
      limits: { memoryBytes: 16 * 2 ** 20 },
    });
    expect(result).toMatchObject({ ok: true, stdout: `small\n${LARGE_BYTES}\n` });
  });

  test('cannot be changed, removed or added to, and what they come from stays as it is', async () => {
    const script = `cd /in/files; ls -ln small | cut -c1-10
      for tried in 'echo x > small' 'rm small' 'echo x > other' 'chmod 777 small' 'mv small moved'; do
        (eval "$tried") 2>/dev/null && echo "could: $tried"; done; true`;
    expect(await sh(script, { small })).toMatchObject({ stdout: '-r--r--r--\n' });
    expect(readFileSync(small, 'utf8')).toBe('small\n');
  });

  test('are gone for the next program of the same cell, stranger or not', async () => {
    await sh('true', { small });
    expect(await sh('ls -A /in')).toMatchObject({ stdout: '' });
    const program = await compiled(runner, {
      language: 'c',
      code: '#include <unistd.h>\nint main() { return access("/in/files/small", R_OK) == 0; }',
    });
    expect(await program.run({ inputs: { small } })).toMatchObject({ exitCode: 1 });
    expect(await program.run()).toMatchObject({ exitCode: 0 });
    expect(await program.run({ inputs: { other: small } })).toMatchObject({ exitCode: 0 });
  });

  test('come with stdin from a file', async () => {
    const stdin = join(folder, 'stdin');
    writeFileSync(stdin, 'y'.repeat(100_000));
    const argv = ['/bin/sh', '-c', 'wc -c; cat /in/files/small'];
    expect(await runner.run({ argv, stdin: { file: stdin }, inputs: { small } })).toMatchObject({
      stdout: '100000\nsmall\n',
    });
  });

  test('show the file behind a link of the caller’s, not the link', async () => {
    const link = join(folder, 'link');
    symlinkSync('small', link);
    expect(await sh('stat -c %F /in/files/link; cat /in/files/link', { link })).toMatchObject({
      stdout: 'regular file\nsmall\n',
    });
  });

  test.each([
    ['a slash in the name', { 'a/b': '/etc/hostname' }],
    ['a name that leads out', { '..': '/etc/hostname' }],
    ['a folder', { a: '/etc' }],
    ['a device', { a: '/dev/zero' }],
    ['nothing', { a: '/no/such/file' }],
  ])('refuse %s as the caller’s fault', async (_, inputs) => {
    await expect(sh('true', inputs)).rejects.toMatchObject({ code: 'INVALID_PATH', blame: 'caller' });
    expect(await sh('true')).toMatchObject({ ok: true });
  });
});
