import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { locateToolchains, type Recipe } from '../../../toolchains/index.js';
import { warmUpFolder } from '../../../toolchains/roots.js';
import { type FakeTools, fakeTools, toolRecipe } from './fake-tools.js';

const locate = async (tools: FakeTools, folders: readonly string[], recipe: Recipe) => {
  const path = folders.map((folder) => join(tools.path, folder));
  const found = await locateToolchains({ path, home: join(tools.path, 'home'), recipes: [recipe] });
  return found.map(({ recipe: _, ...facts }) => ({
    ...facts,
    command: facts.command.replace(tools.path, ''),
    root: facts.root.replace(tools.path, ''),
  }));
};

test('locateToolchains() finds every version, newest first, none twice', async () => {
  await using tools = await fakeTools();
  for (const [folder, version] of Object.entries({ a: '1.9.0', b: '1.10.0', c: '1.9.0' })) {
    await tools.script(`${folder}/bin/tool`, `echo tool ${version}`);
  }
  expect(await locate(tools, ['a/bin', 'b/bin', 'c/bin', 'none'], toolRecipe())).toEqual([
    { version: '1.10.0', command: '/b/bin/tool', root: '/b', jailRoot: '/opt/tool-1.10.0', mounts: [] },
    { version: '1.9.0', command: '/a/bin/tool', root: '/a', jailRoot: '/opt/tool-1.9.0', mounts: [] },
  ]);
});

test('locateToolchains() asks a shim for the root, and looks for versions beside it', async () => {
  await using tools = await fakeTools();
  for (const version of ['3.1', '3.2'])
    await tools.script(`versions/${version}/bin/tool`, `echo tool ${version}`);
  await mkdir(join(tools.path, 'versions/empty'));
  await tools.script('shims/tool', `[ "$1" = root ] && echo ${tools.path}/versions/3.1`);
  const found = await locate(tools, ['shims'], toolRecipe({ rootArgv: ['root'], siblings: true }));
  expect(found.map(({ command, root }) => [command, root])).toEqual([
    ['/versions/3.2/bin/tool', '/versions/3.2'],
    ['/versions/3.1/bin/tool', '/versions/3.1'],
  ]);
});

test('locateToolchains() resolves symlinks to the real tree', async () => {
  await using tools = await fakeTools();
  await tools.script('real/bin/tool-2', 'echo tool 2.0');
  await mkdir(join(tools.path, 'links'));
  await symlink('../real/bin/tool-2', join(tools.path, 'links/tool'));
  expect(await locate(tools, ['links'], toolRecipe())).toMatchObject([
    { command: '/real/bin/tool-2', root: '/real' },
  ]);
});

test('locateToolchains() leaves out what is broken, too old, incomplete or no program', async () => {
  await using tools = await fakeTools();
  await tools.script('broken/bin/tool', 'exit 127');
  await tools.script('silent/bin/tool', 'true');
  await tools.script('old/bin/tool', 'echo tool 1.4.9');
  await tools.script('alone/bin/tool', 'echo tool 1.6');
  await tools.script('good/bin/tool', 'echo tool 1.5 >&2');
  await tools.script('good/bin/companion', 'true');
  await mkdir(join(tools.path, 'folder/bin/tool'), { recursive: true });
  await symlink('nowhere', join(tools.path, 'tool'));
  const recipe = toolRecipe({ minVersion: '1.5' }, { companions: ['companion'] });
  const folders = ['broken/bin', 'silent/bin', 'old/bin', 'alone/bin', 'folder/bin', '.', 'good/bin'];
  expect(await locate(tools, folders, recipe)).toMatchObject([{ version: '1.5', command: '/good/bin/tool' }]);
});

test('locateToolchains() takes a tool of node_modules only when there is no other', async () => {
  await using tools = await fakeTools();
  await tools.script('node_modules/tool/bin/tool', 'echo tool 9.0');
  await tools.script('own/bin/tool', 'echo tool 1.0');
  const folders = ['node_modules/tool/bin', 'own/bin'];
  expect(await locate(tools, folders, toolRecipe())).toMatchObject([{ version: '1.0' }]);
  expect(await locate(tools, folders.slice(0, 1), toolRecipe())).toMatchObject([{ version: '9.0' }]);
});

test('locateToolchains() looks in the folders of the candidate before PATH', async () => {
  await using tools = await fakeTools();
  await tools.script('home/toolchains/tool/bin/tool', 'echo tool 1.0');
  await tools.script('own/bin/tool', 'echo tool 1.0');
  const recipe = toolRecipe({ folders: ['{home}/toolchains/tool/bin'] });
  expect(await locate(tools, ['own/bin'], recipe)).toMatchObject([{ root: '/home/toolchains/tool' }]);
});

test('locateToolchains() mounts folders that the tree links to, and the cache of a warm-up', async () => {
  await using tools = await fakeTools();
  await tools.script('own/bin/tool', 'echo tool 1.0');
  await tools.script('settings/file', '');
  await mkdir(join(tools.path, 'own/lib'));
  await symlink(join(tools.path, 'settings/file'), join(tools.path, 'own/lib/settings'));
  const recipe = toolRecipe(
    { links: ['lib/settings', 'lib/none', 'bin/tool'] },
    { warmUp: { steps: [[['{tool}']]] } },
  );
  const command = join(tools.path, 'own/bin/tool');
  const cache = warmUpFolder(join(tools.path, 'home'), { recipe, version: '1.0', command });
  await mkdir(cache, { recursive: true });
  const settings = join(tools.path, 'settings');
  expect(await locate(tools, ['own/bin'], recipe)).toMatchObject([
    {
      cache: '/opt/tool-cache-1.0',
      mounts: [
        { host: settings, jail: settings },
        { host: cache, jail: '/opt/tool-cache-1.0' },
      ],
    },
  ]);
});
