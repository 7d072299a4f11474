import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { IS_ROOT, lacks } from '../../support/requirements.js';
import { withRunner } from '../../support/runners.js';

let root: string;

beforeAll(async () => {
  root = await makeSystem(['/usr/bin/bash', '/usr/bin/readlink', '/usr/bin/cat', '/usr/bin/ls']);
});

afterAll(() => rm(root, { recursive: true, force: true }));

test.skipIf(lacks(IS_ROOT))('toolchainRoot: jails see that system as theirs, and its toolchains alone', () =>
  withRunner(
    async (runner) => {
      const code = 'echo /usr/* /usr/bin/*; cat /usr/marker; echo x > /usr/x';
      const result = await runner.run({ language: 'bash', code });
      expect(result.stdout).toBe(
        '/usr/bin /usr/lib /usr/lib64 /usr/marker /usr/bin/bash /usr/bin/cat /usr/bin/java /usr/bin/ls /usr/bin/readlink\nanother system\n',
      );
      expect(result.stderr).toMatch(/Read-only file system/);
      await expect(runner.run({ language: 'python', code: '' })).rejects.toMatchObject({
        code: 'TOOLCHAIN_MISSING',
      });
    },
    { toolchainRoot: root },
  ),
);

test.skipIf(lacks(IS_ROOT))(
  'toolchainRoot: the settings that a toolchain links to come along, and what the system says of itself',
  () =>
    withRunner(
      async (runner) => {
        const code = 'cat /etc/java/jvm.cfg /etc/os-release; ls /etc/java';
        expect(await runner.run({ language: 'bash', code })).toMatchObject({
          stdout: 'settings\nNAME=another\njvm.cfg\n',
          stderr: '',
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
  await addJava(folder);
  await symlink('../usr/lib/os-release', join(folder, 'etc/os-release'));
  await writeFile(join(folder, 'usr/lib/os-release'), 'NAME=another\n');
  return folder;
}

/** As Debian has it: its command is a link, its settings are in /etc. Like a real one it says nothing without /proc. */
async function addJava(system: string): Promise<void> {
  const java = join(system, 'usr/lib/jvm/java');
  for (const folder of ['usr/lib/jvm/java/bin', 'usr/lib/jvm/java/lib', 'etc/java', 'proc'])
    await mkdir(join(system, folder), { recursive: true });
  for (const name of ['java', 'javac']) {
    const script = '#!/usr/bin/bash\n[ -e /proc/self/exe ] && echo openjdk 21.0.1\n';
    await writeFile(join(java, 'bin', name), script, { mode: 0o755 });
  }
  await symlink('../lib/jvm/java/bin/java', join(system, 'usr/bin/java'));
  await writeFile(join(system, 'etc/java/jvm.cfg'), 'settings\n');
  await symlink('/etc/java/jvm.cfg', join(java, 'lib/jvm.cfg'));
}
