import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  createLayer,
  findLayers,
  findRecipe,
  isLayerName,
  type Layer,
  type LayerList,
  listLayers,
  presentLayer,
  removeLayers,
  type Toolchain,
  ToolchainInstallError,
  viewOfLayers,
} from '../../../toolchains/index.js';
import { readPackageJson } from '../../../toolchains/layers/package-json.js';
import { readRequirements } from '../../../toolchains/layers/requirements.js';
import { sealFiles } from '../../../toolchains/layers/seal.js';
import { type FakeTools, fakeTools } from './fake-tools.js';

const LIST: LayerList = { kind: 'javascript', text: '{"dependencies":{"left":"^1"}}' };
/** Leaves what npm would. */
const NPM = `echo "$@" >> args; mkdir -p node_modules/left; echo 1 > node_modules/left/index.js
echo '{"packages":{"node_modules/left":{"version":"1.2.3"},"node_modules/left/node_modules/@s/deep":{"version":"2.0.0"}}}' > node_modules/.package-lock.json`;

const toolchain = (name: string, version: string): Toolchain => ({
  recipe: findRecipe(name)!,
  version,
  command: '/usr/bin/none',
  root: '/usr',
  jailRoot: '/usr',
  mounts: [],
});
const NODE = toolchain('javascript', '22.1.0');

async function make(tools: FakeTools, list = LIST, at = NODE, name = 'mine'): Promise<Layer> {
  const path = [join(tools.path, 'bin'), '/usr/bin', '/bin'];
  return createLayer(name, list, at, { home: join(tools.path, 'home'), path });
}
const left = (tools: FakeTools) =>
  readdir(join(tools.path, 'home/layers'), { recursive: true }).catch(() => []);

describe('createLayer()', () => {
  test('keeps what npm made, and says what it is', async () => {
    await using tools = await fakeTools();
    await tools.script('bin/npm', NPM);
    const layer = await make(tools);
    expect(layer).toMatchObject({ name: 'mine', kind: 'javascript', runtime: '22', direct: ['left'] });
    expect(layer.packages).toEqual(['@s/deep 2.0.0', 'left 1.2.3']);
    expect(await readdir(join(layer.folder, 'files/node_modules'))).toEqual(['left']);
    expect(await findLayers(join(tools.path, 'home'), 'mine')).toEqual([layer]);
    expect(await presentLayer('mine', LIST, NODE, join(tools.path, 'home'))).toEqual(layer);
    expect(
      await presentLayer('mine', { ...LIST, text: '{}' }, NODE, join(tools.path, 'home')),
    ).toBeUndefined();
  });

  test('runs no scripts of packages, and a lock file is held to', async () => {
    await using tools = await fakeTools();
    await tools.script('bin/npm', `${NPM}; echo "$@" >> ${tools.path}/calls; ls >> ${tools.path}/calls`);
    await make(tools);
    await make(tools, { ...LIST, lock: '{"lockfileVersion":3,"packages":{}}' });
    const calls = await readFile(join(tools.path, 'calls'), 'utf8');
    expect(calls).toMatch(/^install --ignore-scripts [\s\S]*\nci --ignore-scripts [\s\S]*package-lock\.json/);
  });

  test.each([
    ['npm fails', 'mkdir node_modules; echo E404 no such package >&2; exit 1', /E404 no such package/],
    ['npm leaves nothing', 'true', /ENOENT/],
    ['a link leads out of it', `${NPM}; ln -s /etc/passwd node_modules/left/x`, /leads out of the layer/],
    ['there is something that is no file', `${NPM}; mkfifo node_modules/left/x`, /is not a file/],
  ])('leaves nothing when %s', async (_, npm, message) => {
    await using tools = await fakeTools();
    await tools.script('bin/npm', npm);
    const error = await make(tools).catch((reason) => reason);
    expect(error).toBeInstanceOf(ToolchainInstallError);
    expect(error.message).toMatch(/^Cannot make the layer "mine": /);
    expect(error.message).toMatch(message);
    expect(error.nextStep).not.toBe('');
    expect(await left(tools)).toEqual([]);
  });

  test('keeps the old one when the new one cannot be made', async () => {
    await using tools = await fakeTools();
    await tools.script('bin/npm', NPM);
    const before = await make(tools);
    await tools.script('bin/npm', 'exit 1');
    await expect(make(tools, { ...LIST, text: '{"dependencies":{"left":"^2"}}' })).rejects.toThrow();
    expect(await listLayers(join(tools.path, 'home'))).toEqual([before]);
  });

  test('takes the place of the old one for its runtime alone', async () => {
    await using tools = await fakeTools();
    await tools.script('bin/npm', NPM);
    await make(tools);
    const other = await make(tools, LIST, toolchain('typescript', '24.0.0'));
    const next = await make(tools, { ...LIST, text: '{"dependencies":{"left":"1.2.3"}}' });
    expect(await listLayers(join(tools.path, 'home'))).toEqual([next, other]);
    await removeLayers([next, other], join(tools.path, 'home'));
    expect(await left(tools)).toEqual(['mine']);
  });

  test('says what is missing when there is no pip', async () => {
    await using tools = await fakeTools();
    const path = [join(tools.path, 'bin')];
    const list: LayerList = { kind: 'python', text: 'six\n' };
    const making = createLayer('mine', list, toolchain('python', '3.13.0'), {
      home: join(tools.path, 'home'),
      path,
    });
    await expect(making).rejects.toThrow(/Cannot find pip/);
    expect(await left(tools)).toEqual([]);
  });

  test.each(['', '..', '../x', 'a/b', '.hidden', 'Upper', 'a..b', '-x', 'a\0', 'x'.repeat(70)])(
    'refuses the name %j',
    async (name) => {
      await using tools = await fakeTools();
      expect(isLayerName(name)).toBe(false);
      await expect(make(tools, LIST, NODE, name)).rejects.toThrow(/Cannot make a layer named/);
      expect(await findLayers(join(tools.path, 'home'), name)).toEqual([]);
    },
  );

  test('refuses packages of another language', async () => {
    await using tools = await fakeTools();
    await expect(make(tools, LIST, toolchain('python', '3.13.0'))).rejects.toThrow(
      /javascript packages for Python/,
    );
  });
});

test.each([
  ['numpy\n# comment\npandas[sql]>=2,<3 ; python_version > "3"\n', ['numpy', 'pandas']],
  [
    '--index-url https://index.example/simple\nsix==1.16.0 \\\n  --hash=sha256:ab \\\n  --hash=sha256:cd\n',
    ['six'],
  ],
])('readRequirements(%j) names the packages', (text, names) => {
  expect(readRequirements(text)).toEqual(names);
});

test.each([
  '',
  '# nothing',
  '-e .',
  '--no-binary :all:\nsix',
  '-r other.txt',
  './six-1.whl',
  'six @ https://example.com/six.zip',
  'git+https://example.com/six',
  'https://example.com/six.tar.gz',
  '--find-links /tmp\nsix',
  'six --global-option=x',
])('readRequirements() refuses %j', (text) => {
  expect(() => readRequirements(text)).toThrow(ToolchainInstallError);
});

test.each([
  '{',
  '{}',
  '{"dependencies":{"x":"file:../x"}}',
  '{"dependencies":{"x":"git+ssh://example.com/x"}}',
  '{"dependencies":{"x":"someone/x"}}',
  '{"dependencies":{"x":"https://example.com/x.tgz"}}',
  '{"dependencies":{"../x":"1"}}',
  '{"dependencies":{"@s/../../x":"1"}}',
  '{"dependencies":{"x":"1"},"workspaces":["a"]}',
])('readPackageJson() refuses %s', (text) => {
  expect(() => readPackageJson(text)).toThrow(ToolchainInstallError);
});

test.each([
  '{"lockfileVersion":1,"dependencies":{}}',
  '{"lockfileVersion":3,"packages":{"node_modules/x":{"resolved":"git+https://example.com/x"}}}',
  '{"lockfileVersion":3,"packages":{"node_modules/x":{"resolved":"../x","link":true}}}',
])('readPackageJson() refuses the lock file %s', (lock) => {
  expect(() => readPackageJson('{"dependencies":{"x":"1"}}', lock)).toThrow(ToolchainInstallError);
});

test('readPackageJson() names what programs may import', () => {
  const text = '{"dependencies":{"@s/a":"~1.0 || ^2","b":"npm:@s/c@1.x"},"devDependencies":{"d":"*"}}';
  expect(readPackageJson(text)).toEqual(['@s/a', 'b']);
});

test('sealFiles() lets everybody read, and nobody gain rights', async () => {
  await using tools = await fakeTools();
  const root = join(tools.path, 'root');
  await mkdir(join(root, 'a'), { recursive: true, mode: 0o700 });
  await writeFile(join(root, 'a/tool'), 'x');
  await chmod(join(root, 'a/tool'), 0o6711);
  await writeFile(join(root, 'secret'), '12', { mode: 0o600 });
  await symlink('a/tool', join(root, 'inner'));
  expect(await sealFiles(root)).toBeGreaterThan(3);
  const modes = ['', 'a', 'a/tool', 'secret'].map(
    async (path) => (await stat(join(root, path))).mode & 0o7777,
  );
  expect(await Promise.all(modes)).toEqual([0o755, 0o755, 0o755, 0o644]);
});

test('viewOfLayers() lets the first of two layers serve a package, each its own below', () => {
  const layer = (name: string, direct: string[]): Layer => ({
    ...{ name, kind: 'javascript', runtime: '22', asked: '', packages: [], bytes: 0 },
    ...{ direct, folder: `/layers/${name}` },
  });
  const { mounts, env, paths } = viewOfLayers([layer('a', ['x', '@s/y']), layer('b', ['x', 'z'])]);
  expect({ env, paths }).toEqual({ env: {}, paths: {} });
  expect(mounts.map(({ host, jail }) => `${host} ${jail}`)).toEqual([
    '/layers/a/files /opt/layers/a',
    '/layers/b/files /opt/layers/b',
    '/opt/layers/a/node_modules/x /node_modules/x',
    '/opt/layers/a/node_modules/@s/y /node_modules/@s/y',
    '/opt/layers/b/node_modules/z /node_modules/z',
  ]);
});
