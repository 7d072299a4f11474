import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { type InstallStep, installToolchains, ToolchainInstallError } from '../../../toolchains/index.js';
import { type FakeTools, fakeTools } from './fake-tools.js';

afterEach(() => vi.restoreAllMocks());

/** Installs on a machine whose PATH is the folder of fake tools alone. */
async function install(tools: FakeTools, names: readonly string[], asRoot = true) {
  vi.spyOn(process, 'geteuid').mockReturnValue(asRoot ? 0 : 1000);
  const home = join(tools.path, 'home');
  await mkdir(home, { recursive: true });
  const steps: string[] = [];
  const onStep = ({ language, state, detail }: InstallStep) => steps.push(`${language} ${state} ${detail}`);
  const result = await installToolchains(names, { home, path: [join(tools.path, 'bin')], onStep }).catch(
    (error) => error,
  );
  return { result, steps, home, left: await readdir(join(home, 'toolchains')).catch(() => []) };
}

const bashScript = (tools: FakeTools) => `
{ echo '#!/bin/sh'; echo 'echo GNU bash, version 5.2.1'; } > ${tools.path}/bin/bash
/bin/chmod +x ${tools.path}/bin/bash`;

test('installToolchains() leaves alone what is there', async () => {
  await using tools = await fakeTools();
  await tools.script('bin/bash', 'echo GNU bash, version 5.2.1');
  const { result, steps } = await install(tools, ['bash', 'sh'], false);
  expect(result).toMatchObject([{ version: '5.2.1', recipe: { name: 'bash' } }]);
  expect(steps).toEqual(['bash present 5.2.1']);
});

test('installToolchains() installs what is missing by one call of apt-get, though its update failed', async () => {
  await using tools = await fakeTools();
  await tools.script(
    'bin/apt-get',
    `echo "$@ $DEBIAN_FRONTEND" >> ${tools.path}/log
case "$*" in *update) exit 100;; *--assume-no*)
  echo Need to get 1 kB of archives.; echo After this operation, 2 kB of additional disk space will be used.; exit 1;; esac
echo 'Setting up bash (5.2) ...'${bashScript(tools)}`,
  );
  const { result, steps } = await install(tools, ['bash']);
  expect(result).toMatchObject([{ version: '5.2.1' }]);
  expect(steps).toEqual([
    'bash installing bash',
    'apt sizes 1 kB to fetch, 2 kB on disk',
    'bash unpacked bash',
    'bash installed 5.2.1',
  ]);
  const lock = '-o DPkg::Lock::Timeout=300';
  expect((await readFile(join(tools.path, 'log'), 'utf8')).trim().split('\n')).toEqual([
    `${lock} update noninteractive`,
    'install --no-install-recommends --assume-no bash noninteractive',
    `${lock} install -y --no-install-recommends bash noninteractive`,
  ]);
});

test.each([
  ['is not root', 'true', false, /only root may/, /^run: sudo apt-get update && sudo apt-get install -y/],
  [
    'has an apt-get that fails',
    'echo E: no network >&2; exit 100',
    true,
    /E: no network/,
    /^run: sudo apt-get/,
  ],
  [
    'has an apt-get that brings nothing',
    'true',
    true,
    /Cannot find Bash after installing bash: no "bash 4"/,
    /by hand/,
  ],
])('installToolchains() says what to do when it %s', async (_, apt, asRoot, message, nextStep) => {
  await using tools = await fakeTools();
  await tools.script('bin/apt-get', apt);
  const { result } = await install(tools, ['bash'], asRoot);
  expect(result).toBeInstanceOf(ToolchainInstallError);
  expect(result.message).toMatch(message);
  expect(result.nextStep).toMatch(nextStep);
});

test('installToolchains() names the packages where there is no apt-get', async () => {
  await using tools = await fakeTools();
  const { result } = await install(tools, ['c', 'cpp']);
  expect(result).toMatchObject({ message: 'Cannot install C, C++: no apt-get on PATH' });
  expect(result.nextStep).toContain('gcc, libc6-dev, g++');
});

test('installToolchains() goes on without the language that apt-get has not, and says so at the end', async () => {
  await using tools = await fakeTools();
  await tools.script(
    'bin/apt-get',
    `case "$*" in *lua5.4*) echo E: no lua >&2; exit 100;; *--assume-no*) exit 1;; *install*) ;; *) exit;; esac${bashScript(tools)}`,
  );
  const { result, steps } = await install(tools, ['lua', 'bash']);
  expect(result).toMatchObject({ message: expect.stringContaining('E: no lua') });
  expect(steps.filter((step) => !step.includes('installing'))).toEqual([
    'apt sizes an unknown size to fetch, an unknown size on disk',
    expect.stringMatching(/^lua failed Cannot install Lua/),
    'bash installed 5.2.1',
  ]);
});

test('installToolchains() names all languages that failed, each with its next step', async () => {
  await using tools = await fakeTools();
  await tools.script('bin/npm', 'echo npm error network >&2; exit 1');
  const { result } = await install(tools, ['dotnet', 'javascript', 'lua']);
  expect(result).toMatchObject({ message: 'Cannot install 3 languages: dotnet, lua, javascript' });
  expect(result.nextStep).toMatch(/\.NET SDK.*package manager.*lua5\.4.*check the network/);
});

test('installToolchains() refuses a language that it does not know, before anything is installed', async () => {
  await using tools = await fakeTools();
  await tools.script('bin/apt-get', `touch ${tools.path}/called`);
  const { result, steps } = await install(tools, ['bash', 'algol']);
  expect(result).toMatchObject({ message: 'Cannot install "algol": no such language' });
  expect(steps).toEqual([]);
  expect(await readdir(tools.path)).not.toContain('called');
});

test.each([
  ['npm fails', 'echo npm error network >&2; exit 1', /npm error network/, /^check the network/],
  [
    'what npm brings is not what is pinned',
    'echo evil > node.tgz',
    /Cannot trust .* its sha256 is/,
    /what registry/,
  ],
  ['npm brings nothing', 'true', /Cannot trust/, /what registry/],
])('installToolchains() leaves no Node behind when %s', async (_, npm, message, nextStep) => {
  await using tools = await fakeTools();
  await tools.script('bin/npm', npm);
  const { result, left } = await install(tools, ['typescript']);
  expect(result).toBeInstanceOf(ToolchainInstallError);
  expect(result.message).toMatch(message);
  expect(result.nextStep).toMatch(nextStep);
  expect(left).toEqual([]);
});

test('installToolchains() warms a toolchain up once, and goes on when that fails', async () => {
  await using tools = await fakeTools();
  const go = (build: string) =>
    `case $1 in version) echo go version go99.1.0 linux/amd64;; env) echo ${tools.path};; build) ${build};; esac`;
  await tools.script('bin/go', go('echo full disk >&2; exit 1'));
  const failed = await install(tools, ['go']);
  expect(failed.steps).toEqual([
    'go present 99.1.0',
    'go warming 99.1.0',
    expect.stringContaining('full disk'),
  ]);
  expect(failed.left).toEqual([]);
  await tools.script('bin/go', go('echo x > $GOCACHE/x'));
  const warmed = await install(tools, ['go']);
  expect(warmed.steps.at(-1)).toBe('go warmed 99.1.0');
  expect(warmed.left).toEqual([expect.stringMatching(/^go-cache-99\.1\.0-[0-9a-f]{12}$/)]);
  expect(warmed.result).toMatchObject([{ cache: '/opt/go-cache-99.1.0' }]);
  expect((await install(tools, ['go'])).steps).toEqual(['go present 99.1.0']);
});

test('installToolchains() warms anew for another file of the same version, and drops what the old one made', async () => {
  await using tools = await fakeTools();
  const go = (made: string) =>
    `case $1 in version) echo go version go99.1.0 linux/amd64;; env) echo ${tools.path};; build) echo > $GOCACHE/${made};; esac`;
  await tools.script('bin/go', go('one'));
  const [before] = (await install(tools, ['go'])).left;
  await tools.script('bin/go', go('another'));
  const { left, home } = await install(tools, ['go']);
  expect(left).toHaveLength(1);
  expect(left).not.toEqual([before]);
  expect(await readdir(join(home, 'toolchains', left[0]!))).toEqual(['another']);
});
