import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { IS_ROOT, lacks } from '../../support/requirements.js';
import { withRunner } from '../../support/runners.js';

let root: string;

beforeAll(async () => {
  root = await makeSystem(['/usr/bin/bash', '/usr/bin/readlink', '/usr/bin/cat']);
});

afterAll(() => rm(root, { recursive: true, force: true }));

test.skipIf(lacks(IS_ROOT))('toolchainRoot: jails see that system as theirs, and its toolchains alone', () =>
  withRunner(
    async (runner) => {
      const code = 'echo /usr/* /usr/bin/*; cat /usr/marker; echo x > /usr/x';
      const result = await runner.run({ language: 'bash', code });
      expect(result.stdout).toBe(
        '/usr/bin /usr/lib /usr/lib64 /usr/marker /usr/bin/bash /usr/bin/cat /usr/bin/readlink\nanother system\n',
      );
      expect(result.stderr).toMatch(/Read-only file system/);
      await expect(runner.run({ language: 'python', code: '' })).rejects.toMatchObject({
        code: 'TOOLCHAIN_MISSING',
      });
    },
    { toolchainRoot: root },
  ),
);

test('toolchainRoot: a folder without a system in it is refused', () =>
  withRunner(
    async (runner) => {
      await expect(runner.run({ language: 'bash', code: '' })).rejects.toMatchObject({
        code: 'INVALID_OPTIONS',
        message: expect.stringContaining('it has no usr/bin'),
      });
    },
    { toolchainRoot: '/proc' },
  ));

/** A system of these commands and their libraries, copied from the host. */
async function makeSystem(commands: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bailiff-system-'));
  const { stdout } = await execa('ldd', commands);
  const libraries = [...new Set(stdout.match(/\/\S+\.so\S*(?= \()/g) ?? [])];
  for (const path of [...commands, ...libraries]) {
    const usr = path.startsWith('/usr/') ? path : `/usr${path}`;
    await mkdir(join(folder, dirname(usr)), { recursive: true });
    await cp(await realpath(path), join(folder, usr));
  }
  for (const name of ['bin', 'lib', 'lib64']) await symlink(`usr/${name}`, join(folder, name));
  await writeFile(join(folder, 'usr/marker'), 'another system\n');
  return folder;
}
