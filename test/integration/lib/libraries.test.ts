import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEnv } from '../../../lib/env.js';
import { createRunner, type Runner } from '../../../lib/index.js';
import {
  createLayer,
  findLayers,
  type LayerList,
  loadInventory,
  removeLayers,
  type Toolchain,
} from '../../../toolchains/index.js';
import { type OwnHome, openOwnHome } from '../../support/own-home.js';
import { compiled } from '../../support/programs.js';
import { IS_ROOT, lacks } from '../../support/requirements.js';
import { ownUids, withRunner } from '../../support/runners.js';
import { BAILIFF, bailiff } from '../cli/bailiff.js';

/** A wheel of one module, as pip takes it from a folder: no network, and no code of it is run. */
const WHEEL = `import zipfile, sys
name, version, folder = sys.argv[1:]
info = f'{name}-{version}.dist-info'
with zipfile.ZipFile(f'{folder}/{name}-{version}-py3-none-any.whl', 'w') as z:
    z.writestr(f'{name}.py', f'VERSION = "{version}"\\n')
    z.writestr(f'{info}/METADATA', f'Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\n')
    z.writestr(f'{info}/WHEEL', 'Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
    z.writestr(f'{info}/RECORD', '')
`;
const NPM = `#!/bin/sh
mkdir -p node_modules/greet node_modules/deep
echo '{"name":"greet","exports":{"import":"./i.mjs","require":"./i.cjs"}}' > node_modules/greet/package.json
echo 'import deep from "deep"; export default "import " + deep;' > node_modules/greet/i.mjs
echo 'module.exports = "require " + require("deep");' > node_modules/greet/i.cjs
echo 'module.exports = "deep";' > node_modules/deep/index.js
echo '{"packages":{"node_modules/greet":{"version":"1.0.0"},"node_modules/deep":{"version":"1.0.0"}}}' > node_modules/.package-lock.json
`;

let own: OwnHome;
let work: string;
let runner: Runner;
let newest: (language: string) => Toolchain;

const make = (name: string, list: LayerList, path = readEnv().path) =>
  createLayer(name, list, newest(list.kind), { home: own.path, path });

beforeAll(async () => {
  own = await openOwnHome();
  work = await mkdtemp(join(tmpdir(), 'bailiff-layers-'));
  const inventory = await loadInventory({ path: readEnv().path, home: own.path });
  newest = (language) => inventory.find(({ recipe }) => recipe.name === language)!;
  await writeFile(join(work, 'wheel.py'), WHEEL);
  for (const version of ['1.0', '2.0'])
    execFileSync('/usr/bin/python3', [join(work, 'wheel.py'), 'greeting', version, work]);
  Object.assign(process.env, { PIP_NO_INDEX: '1', PIP_FIND_LINKS: work });
  await mkdir(join(work, 'bin'));
  await writeFile(join(work, 'bin/npm'), NPM, { mode: 0o755 });
  await make('mine', { kind: 'python', text: 'greeting==1.0\n' });
  await make('js', { kind: 'javascript', text: '{"dependencies":{"greet":"1"}}' }, [
    join(work, 'bin'),
    ...readEnv().path,
  ]);
  runner = createRunner({ uids: ownUids(), home: own.path });
});
afterAll(async () => {
  await runner.close();
  await own[Symbol.asyncDispose]();
  await rm(work, { recursive: true });
  delete process.env.PIP_NO_INDEX;
  delete process.env.PIP_FIND_LINKS;
});

const PYTHON = 'import greeting; print(greeting.VERSION, greeting.__file__)';

describe('libraries', () => {
  test('are found by who asks for them, and by nobody else', async () => {
    const asked = await runner.run({ language: 'python', code: PYTHON, libraries: ['mine'] });
    expect(asked).toMatchObject({ stdout: '1.0 /opt/layers/mine/greeting.py\n', stderr: '' });
    const other = await runner.run({ language: 'python', code: PYTHON });
    expect(other).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('No module named') });
    expect((await runner.run({ argv: ['/bin/ls', '/opt'] })).stdout).not.toContain('layers');
  });

  test('are found by import and by require, with what they need themselves, which the program does not find', async () => {
    const run = (main: string, code: string) =>
      runner.run({ language: 'javascript', main, code, libraries: ['js'] });
    expect(await run('a.mjs', 'import g from "greet"; console.log(g);')).toMatchObject({
      stdout: 'import deep\n',
    });
    expect(await run('a.cjs', 'console.log(require("greet"));')).toMatchObject({ stdout: 'require deep\n' });
    expect(await run('a.cjs', 'require("deep");')).toMatchObject({ exitCode: 1 });
    const typed = {
      language: 'typescript',
      code: 'import g from "greet"; const s: string = g; console.log(s);',
      libraries: ['js'],
    };
    expect(await runner.run(typed)).toMatchObject({ stdout: 'import deep\n' });
  });

  test('stay with a compiled program, behind its own modules and search path', async () => {
    const program = await compiled(runner, { language: 'python', code: PYTHON, libraries: ['mine'] });
    expect((await program.run()).stdout).toMatch(/^1\.0 /);
    const nearer = await program.run({
      files: [{ path: 'own/greeting.py', content: 'VERSION = "own"' }],
      env: { PYTHONPATH: '/box/own' },
    });
    expect(nearer.stdout).toMatch(/^own \/box\/own/);
  });

  test('cannot be written by programs', async () => {
    const code =
      'import os\nfor path in ("/opt/layers/mine/greeting.py", "/opt/layers/mine/new"):\n  try: open(path, "a"); print("written")\n  except OSError as e: print(e.errno)';
    const { stdout } = await runner.run({ language: 'python', code, libraries: ['mine'] });
    expect(stdout).toMatch(/^(13|30)\n30\n$/); // EACCES, EROFS
  });

  test('of a runner are for each program that they fit', async () => {
    await withRunner(
      async (next) => {
        expect((await next.run({ language: 'python', code: PYTHON })).stdout).toMatch(/^1\.0 /);
        expect(await next.run({ language: 'python', code: PYTHON, libraries: [] })).toMatchObject({
          exitCode: 1,
        });
        const node = await next.run({ language: 'javascript', code: 'console.log(require("greet"));' });
        expect(node).toMatchObject({ stdout: 'require deep\n' });
        expect(await next.run({ language: 'bash', code: 'echo ok' })).toMatchObject({ stdout: 'ok\n' });
      },
      { home: own.path, libraries: ['mine', 'js'] },
    );
  });

  test.each([
    ['python', ['none'], 'TOOLCHAIN_MISSING', /not installed; run: bailiff layer create none --python/],
    ['python', ['python-data'], 'TOOLCHAIN_MISSING', /run: bailiff setup --libraries python-data$/],
    ['javascript', ['mine'], 'INVALID_OPTIONS', /another language/],
    ['c', ['mine'], 'INVALID_OPTIONS', /only Python, JavaScript and TypeScript/],
    ['python', ['../mine'], 'INVALID_OPTIONS', /no layer has such a name/],
  ])('in %s: %j is refused with %s', async (language, libraries, code, message) => {
    const run = runner.run({ language, code: '', libraries });
    await expect(run).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  test('made for another version are refused with what to do', async () => {
    const other = { ...newest('python'), version: '3.2.1' };
    await createLayer('older', { kind: 'python', text: 'greeting==1.0\n' }, other, {
      home: own.path,
      path: readEnv().path,
    });
    const [, minor] = newest('python').version.split('.');
    await expect(runner.run({ language: 'python', code: '', libraries: ['older'] })).rejects.toMatchObject({
      code: 'TOOLCHAIN_MISSING',
      message: `Cannot use libraries "older" with Python 3.${minor}: they are there for Python 3.2; run: bailiff layer create older --for python@3.${minor} --python requirements.txt`,
    });
  });

  test('that do not install leave nothing, and those before them as they were', async () => {
    const bad: LayerList = { kind: 'python', text: 'greeting==3.0\n' };
    await expect(make('mine', bad)).rejects.toThrow(
      /Cannot make the layer "mine": Cannot install by pip: [\s\S]*greeting==3\.0/,
    );
    await expect(make('fresh', bad)).rejects.toThrow(/Cannot make the layer "fresh"/);
    expect(await findLayers(own.path, 'fresh')).toEqual([]);
    expect((await runner.run({ language: 'python', code: PYTHON, libraries: ['mine'] })).stdout).toMatch(
      /^1\.0 /,
    );
  });

  test('are held to the hashes of their list', async () => {
    const text = `greeting==1.0 --hash=sha256:${'0'.repeat(64)}\n`;
    await expect(make('pinned', { kind: 'python', text })).rejects.toThrow(/DO NOT MATCH THE HASHES/);
    expect(await findLayers(own.path, 'pinned')).toEqual([]);
  });

  test('that are made anew or removed are so at once, also for a runner that has used them', async () => {
    await make('mine', { kind: 'python', text: 'greeting==2.0\n' });
    expect((await runner.run({ language: 'python', code: PYTHON, libraries: ['mine'] })).stdout).toMatch(
      /^2\.0 /,
    );
    await removeLayers(await findLayers(own.path, 'mine'), own.path);
    await expect(runner.run({ language: 'python', code: PYTHON, libraries: ['mine'] })).rejects.toMatchObject(
      { code: 'TOOLCHAIN_MISSING' },
    );
  });
});

test('bailiff layer makes, lists and removes one, and answers 3 when it cannot', async () => {
  const env = { BAILIFF_HOME: own.path };
  const list = join(work, 'requirements.txt');
  await writeFile(list, 'greeting==1.0\n');
  const made = await bailiff(['layer', 'create', 'cli', '--python', list], { env });
  expect(made).toMatchObject({
    exitCode: 0,
    stderr: '',
    stdout: expect.stringMatching(/^cli +Python 3\.\d+ .*greeting 1\.0\n$/),
  });
  expect((await bailiff(['layer', 'list'], { env })).stdout).toMatch(/^cli +Python 3.* greeting 1\.0$/m);
  const source = join(work, 'main.py');
  await writeFile(source, PYTHON);
  expect(await bailiff(['run', '--libraries', 'cli', source], { env })).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^1\.0/),
  });
  expect(await bailiff(['layer', 'rm', 'cli'], { env })).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^removed {2}cli/),
  });
  expect(await bailiff(['layer', 'rm', 'cli'], { env })).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('Cannot remove the layer "cli"'),
  });
  await writeFile(list, 'greeting==9\n');
  expect(await bailiff(['layer', 'create', 'cli', '--python', list], { env })).toMatchObject({
    exitCode: 3,
    stderr: expect.stringMatching(/^bailiff: Cannot make the layer "cli"/),
  });
});

/** Runs `bailiff layer create` in namespaces of its own, after what `prepare` does there. */
const createIn = (namespaces: readonly string[], prepare: string, list: string, home: string) =>
  execa(
    'unshare',
    [
      ...namespaces,
      'sh',
      '-c',
      `${prepare} && exec "$0" "$@"`,
      process.execPath,
      BAILIFF,
      ...['layer', 'create', 'bad'],
      '--python',
      list,
    ],
    { reject: false, env: { BAILIFF_HOME: home } },
  );

test.skipIf(lacks(IS_ROOT))(
  'bailiff layer create leaves nothing on a full disk or without a network, and says why',
  async () => {
    const [home, list] = [join(work, 'small-home'), join(work, 'big.txt')];
    await mkdir(home);
    await writeFile(list, 'greeting==1.0\n');
    const full = `mount -t tmpfs -o size=64k,mode=755 none ${home} && head -c 1M /dev/zero > ${home}/rest 2>/dev/null; true`;
    const refused = await createIn(['--mount'], full, list, home);
    expect(refused).toMatchObject({
      exitCode: 3,
      stderr: expect.stringMatching(/^bailiff: Cannot make the layer "bad": .*(ENOSPC|No space left)/),
    });
    const unreached = await createIn(['--net'], 'unset PIP_NO_INDEX PIP_FIND_LINKS', list, home);
    expect(unreached).toMatchObject({
      exitCode: 3,
      stderr: expect.stringMatching(/^bailiff: Cannot make the layer "bad": Cannot install by pip: /),
    });
    expect(await readdir(join(home, 'layers'))).toEqual([]);
  },
);
