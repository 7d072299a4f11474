import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRunner, type Runner } from '../../../lib/index.js';
import { openFiles } from '../../../lib/session/files/files.js';
import type { SessionFiles } from '../../../lib/session/files/session-files.js';
import type { WorkspaceJail } from '../../../lib/session/workspace-jail.js';
import { ownUids } from '../../support/runners.js';

const MINUTE_MS = 60_000;
const MAX_OUTPUT_BYTES = 2 ** 30;

let runner: Runner;
let files: SessionFiles;
beforeAll(() => {
  runner = createRunner({ uids: ownUids(), ceilings: { stdoutBytes: MAX_OUTPUT_BYTES, wallMs: MINUTE_MS } });
  files = openFiles(jailOf(runner));
});
afterAll(async () => {
  await files.close();
  await runner.close();
});

/** Its workspace is the working folder of one jail, and gone with that: for requests that one tool answers. */
function jailOf({ run }: Runner): WorkspaceJail {
  return {
    async run(argv, { stdin, onStdout, signal } = {}) {
      const limits = { wallMs: MINUTE_MS, stdoutBytes: MAX_OUTPUT_BYTES };
      const result = await run({ argv: [...argv], stdin, onStdout, signal, limits, encoding: 'buffer' });
      const exitCode = result.status === 'exited' ? result.exitCode : 137;
      return { exitCode, stdout: result.stdout, stderr: result.stderr.toString() };
    },
  };
}

test('the policy of jails lets the file tool do all that it does', async () => {
  await Promise.all([
    files.mkdir('a/b', { recursive: true }),
    files.writeFile('a/b/f', 'content', { mode: 0o640 }),
    files.symlink('b/f', 'a/l'),
    files.link('a/b/f', 'a/h'),
    files.copyFile('a/l', 'a/c'),
    files.truncate('a/c', 3),
    files.utimes('a/c', 1, 2),
    files.chmod('a/c', 0o600),
    files.rename('a/c', 'a/d'),
  ]);
  const [content, names, facts, target, real] = await Promise.all([
    files.readFile('a/l', 'utf8'),
    files.readdir('.', { recursive: true }),
    files.stat('a/d'),
    files.readlink('a/l'),
    files.realpath('a/l'),
    files.writeFile('/workspace/a/e', 'x'),
  ]);
  expect(content).toBe('content');
  expect(names).toEqual(['a', 'a/b', 'a/b/f', 'a/d', 'a/h', 'a/l']);
  expect(facts).toMatchObject({ size: 3, mode: 0o100600, mtimeMs: 2_000 });
  expect([target, real]).toEqual(['b/f', '/box/a/b/f']);
  await files.chmod('a/b', 0);
  await expect(files.readFile('a/b/f')).rejects.toMatchObject({ code: 'EACCES' });
  await files.rm('a', { recursive: true });
  expect(await files.readdir('')).toEqual([]);
});

test('what is of the host in a jail is out of reach', async () => {
  await files.symlink('/etc/passwd', 'out');
  await files.symlink('/proc/self/root/etc/passwd', 'magic');
  for (const path of ['out', 'magic', '../etc/passwd'])
    await expect(files.readFile(path), path).rejects.toMatchObject({ code: 'EXDEV' });
});
