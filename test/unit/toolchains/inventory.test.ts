import { appendFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadInventory } from '../../../toolchains/index.js';
import { inventoryFile } from '../../../toolchains/inventory-file.js';
import { type FakeTools, fakeTools } from './fake-tools.js';

/** Counts its calls in the file `calls`, so that a test sees whether it was asked again. */
const countingBash = (tools: FakeTools, version: string) =>
  tools.script('tree/bin/bash', `echo x >> ${tools.path}/calls; echo GNU bash, version ${version}`);

async function setUp(tools: FakeTools) {
  await countingBash(tools, '5.2.0');
  const search = { path: [join(tools.path, 'tree/bin')], home: join(tools.path, 'home') };
  await mkdir(search.home);
  const versions = async (options = {}) => {
    const inventory = await loadInventory({ ...search, ...options });
    return inventory.filter(({ recipe }) => recipe.name === 'bash').map(({ version }) => version);
  };
  const calls = async () => (await readFile(join(tools.path, 'calls'), 'utf8')).trim().split('\n').length;
  return { search, versions, calls, file: inventoryFile(search) };
}

test('loadInventory() asks each tool once, and no more while all is as it was', async () => {
  await using tools = await fakeTools();
  const { search, versions, calls, file } = await setUp(tools);
  const first = await loadInventory(search);
  expect(await loadInventory(search)).toEqual(first);
  expect(await versions()).toEqual(['5.2.0']);
  expect(await calls()).toBe(1);
  expect((await stat(file)).mode & 0o777).toBe(0o644);
  expect(await versions({ fresh: true })).toEqual(['5.2.0']);
  expect(await calls()).toBe(2);
});

test('loadInventory() looks anew when a tool is another file, gone, or new', async () => {
  await using tools = await fakeTools();
  const { versions } = await setUp(tools);
  expect(await versions()).toEqual(['5.2.0']);
  const command = await countingBash(tools, '5.3.10');
  expect(await versions()).toEqual(['5.3.10']);
  await rm(command);
  expect(await versions()).toEqual([]);
  await countingBash(tools, '5.4.0');
  expect(await versions()).toEqual(['5.4.0']);
});

test('loadInventory() looks anew when PATH is another one', async () => {
  await using tools = await fakeTools();
  const { versions } = await setUp(tools);
  expect(await versions()).toEqual(['5.2.0']);
  expect(await versions({ path: [] })).toEqual([]);
  expect(await versions()).toEqual(['5.2.0']);
});

test.each(['', '{', '[]', '{"toolchains": [{"command": 1}]}', 'null'])(
  'loadInventory() does not trust %j',
  async (text) => {
    await using tools = await fakeTools();
    const { versions, file } = await setUp(tools);
    await writeFile(file, text);
    expect(await versions()).toEqual(['5.2.0']);
    expect(JSON.parse(await readFile(file, 'utf8')).toolchains.length).toBeGreaterThan(0);
  },
);

test('loadInventory() works without a home to write to', async () => {
  await using tools = await fakeTools();
  const { versions, calls, search } = await setUp(tools);
  await appendFile(join(tools.path, 'no-folder'), '');
  expect(await versions({ home: join(tools.path, 'no-folder') })).toEqual(['5.2.0']);
  expect(await versions({ home: join(search.home, 'not-there') })).toEqual(['5.2.0']);
  expect(await calls()).toBe(2);
});
