import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Toolchain } from '../../../toolchains/index.js';
import {
  expandArgv,
  expandEnv,
  findRecipe,
  RECIPES,
  stepTokens,
  toolchainTokens,
} from '../../../toolchains/index.js';

const tokens = {
  tool: '/opt/java-25/bin/java',
  main: '/box/main.c',
  sources: ['/box/a.c', '/box/b c.c'],
  heapMiB: '192',
};

test('expandArgv() fills tokens within arguments', () => {
  expect(expandArgv(['{tool}', '-Xmx{heapMiB}m', '-cp', 'x{main}:{main}'], tokens)).toEqual([
    '/opt/java-25/bin/java',
    '-Xmx192m',
    '-cp',
    'x/box/main.c:/box/main.c',
  ]);
});

test('expandArgv() spreads a list over arguments, and an empty one over none', () => {
  expect(expandArgv(['cc', '{sources}', '-lm'], tokens)).toEqual(['cc', '/box/a.c', '/box/b c.c', '-lm']);
  expect(expandArgv(['cc', '{sources}', '-lm'], { sources: [] })).toEqual(['cc', '-lm']);
});

test('expandArgv() finds a command beside the tool', () => {
  expect(expandArgv(['{tool:javac}', '-version'], tokens)[0]).toBe('/opt/java-25/bin/javac');
});

test('expandArgv() leaves braces that are no token as they are', () => {
  expect(expandArgv(['awk', '{ print $1 }', '{}', '{a1}'], tokens)).toEqual([
    'awk',
    '{ print $1 }',
    '{}',
    '{a1}',
  ]);
});

test.each([
  [['{tool}', '{unknown}'], /Cannot fill \{unknown\}: known tokens are tool, main/],
  [['{tool}', '{constructor}'], /Cannot fill \{constructor\}/],
  [['{tool}', '-I{sources}'], /Cannot fill \{sources\} in "-I\{sources\}": a list stands alone/],
  [['{sources}'], /a list stands alone/],
] as const)('expandArgv(%j) throws: the recipe is wrong', (argv, message) => {
  expect(() => expandArgv([...argv] as [string, ...string[]], tokens)).toThrow(message);
});

test('expandEnv() fills values and leaves names', () => {
  expect(expandEnv({ '{main}': '{main}', A: '' }, tokens)).toEqual({ '{main}': '/box/main.c', A: '' });
  expect(() => expandEnv({ A: '{unknown}' }, tokens)).toThrow('Cannot fill {unknown}');
});

test('what a token stands for is not read again, whatever is in it', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), (main, sources) => {
      const argv = expandArgv(['cc', 'a{main}b', '{sources}', '{main}'], { main, sources });
      expect(argv).toEqual(['cc', `a${main}b`, ...sources, main]);
    }),
  );
});

test('arguments without braces come out as they went in', () => {
  fc.assert(
    fc.property(fc.array(fc.string().filter((text) => !text.includes('{'))), (args) => {
      expect(expandArgv(['x', ...args], {})).toEqual(['x', ...args]);
    }),
  );
});

test('toolchainTokens() moves the tool with its root, and the cache to where it is', () => {
  const toolchain: Toolchain = {
    recipe: RECIPES[0]!,
    version: '3.12.1',
    command: '/home/me/.pyenv/versions/3.12.1/bin/python3.12',
    root: '/home/me/.pyenv/versions/3.12.1',
    jailRoot: '/opt/python-3.12.1',
    mounts: [],
  };
  const tool = '/opt/python-3.12.1/bin/python3.12';
  const fixed = { root: '/opt/python-3.12.1', cache: '/tmp/cache', version: '3.12.1' };
  expect(toolchainTokens(toolchain)).toEqual({ tool, ...fixed, variant: RECIPES[0]!.variants![0]!.value });
  expect(toolchainTokens({ ...toolchain, kit: '/opt/k' })).toMatchObject({ kit: '/opt/k' });
  expect(toolchainTokens({ ...toolchain, cache: '/opt/c' }).cache).toBe('/opt/c');
  const system = { ...toolchain, command: '/usr/lib/jvm/x/bin/java', root: '/usr', jailRoot: '/usr' };
  expect(toolchainTokens(system).tool).toBe('/usr/lib/jvm/x/bin/java');
});

test('stepTokens() fills what a step is about, the heap from the memory limit', () => {
  const recipe = findRecipe('java')!;
  const toolchain = {
    recipe,
    version: '25',
    command: '/usr/bin/java',
    root: '/usr',
    jailRoot: '/usr',
    mounts: [],
  };
  const sources = ['/box/a.java', '/box/Main.java'];
  const subject = {
    main: '/box/Main.java',
    sources,
    memoryBytes: 100.9 * 2 ** 20,
    artifact: '/box/classes/',
  };
  const heapMiB = Math.floor(100 * (recipe.needs?.heapShare ?? 0.75));
  expect(stepTokens(toolchain, subject)).toEqual({
    ...toolchainTokens(toolchain),
    scratch: '/tmp',
    main: '/box/Main.java',
    stem: 'Main',
    sources,
    others: ['/box/a.java'],
    memoryMiB: '100',
    heapMiB: `${heapMiB}`,
    heapHex: (heapMiB * 2 ** 20).toString(16),
    artifact: '/box/classes',
  });
  const least = stepTokens(toolchain, { ...subject, memoryBytes: 1, artifact: undefined });
  expect(least).toMatchObject({ memoryMiB: '1', heapMiB: '1' });
  expect(least).not.toHaveProperty('artifact');
});
