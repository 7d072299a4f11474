import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { homePath } from '../../../lib/home.js';
import { createRunner, type Runner } from '../../../lib/index.js';
import { debootstrap } from '../../support/debootstrap.js';
import { FULL } from '../../support/how-much.js';
import { writeFolder } from '../../support/problem-package.js';
import { IS_ROOT } from '../../support/requirements.js';
import { ownUids } from '../../support/runners.js';
import { bailiff } from '../cli/bailiff.js';

const SUITE = 'trixie';
const PACKAGES = ['gcc', 'libc6-dev', 'python3-minimal'];
const MAKING_MS = 600_000;

const C = `#include <stdio.h>
#include <gnu/libc-version.h>
int main(void) { printf("%d.%d.%d %s\\n", __GNUC__, __GNUC_MINOR__, __GNUC_PATCHLEVEL__, gnu_get_libc_version()); }
`;
const PYTHON = `import platform, sys
print(platform.python_version(), sys.executable)
print(*[line for line in open('/etc/os-release') if line.startswith('VERSION_CODENAME')], end='')
`;

/** Half a gigabyte that takes a minute: made once, and kept in the usual home. */
describe.skipIf(!FULL || !IS_ROOT)('another Debian as toolchainRoot', () => {
  let root: string;
  let runner: Runner;
  const listed = async () => {
    const { stdout } = await bailiff(['languages', '--json', '--toolchain-root', root]);
    const languages = JSON.parse(stdout as string) as {
      name: string;
      state: string;
      versions: { version: string; source: string }[];
    }[];
    return (wanted: string) => languages.find(({ name }) => name === wanted)!;
  };

  beforeAll(async () => {
    root = await openSystem();
    runner = createRunner({ uids: ownUids(), toolchainRoot: root });
  }, MAKING_MS);
  afterAll(() => runner?.close());

  test('compiles by its compiler with its C library, in the version that is listed', async () => {
    const { versions, state } = (await listed())('c');
    expect({ state, source: versions[0]!.source }).toEqual({
      state: 'ready',
      source: expect.stringMatching(new RegExp(`^${root}/usr/bin/.*gcc`)),
    });
    const result = await runner.run({ language: 'c', code: C });
    expect(result).toMatchObject({ status: 'exited', stderr: '' });
    const [compiler, library] = result.stdout.trim().split(' ');
    expect(compiler).toBe(versions[0]!.version);
    expect(library).toBe('2.41'); // of this suite
  });

  test('runs its interpreter, and shows what it says of itself', async () => {
    const { version } = (await listed())('python').versions[0]!;
    expect(await runner.run({ language: 'python', code: PYTHON })).toMatchObject({
      stdout: `${version} /usr/bin/python3.13\nVERSION_CODENAME=${SUITE}\n`,
      stderr: '',
    });
  });

  test('is a choice of bailiff run; a language that it lacks is missing by name', async () => {
    await using folder = await writeFolder('programs', { 'main.c': C, 'main.rb': 'puts 1\n' });
    const run = (name: string) => bailiff(['run', '--toolchain-root', root, join(folder.path, name)]);
    expect(await run('main.c')).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/ 2\.41\n$/) });
    expect(await run('main.rb')).toMatchObject({
      exitCode: 125,
      stderr: `bailiff: Cannot run Ruby: its toolchain is not in "${root}/usr/bin"\n`,
    });
    expect((await listed())('ruby')).toMatchObject({ state: 'missing', versions: [] });
  });
});

async function openSystem(): Promise<string> {
  const recipe = createHash('sha256').update(JSON.stringify([SUITE, PACKAGES]));
  const folder = join(homePath(), 'systems', `${SUITE}-${recipe.digest('hex').slice(0, 12)}`);
  if (existsSync(folder)) return folder;
  const making = `${folder}.${process.pid}`;
  try {
    await mkdir(dirname(folder), { recursive: true });
    await debootstrap(SUITE, PACKAGES, making);
    await rm(join(making, 'var/cache/apt'), { recursive: true });
    await rename(making, folder);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
  return folder;
}
