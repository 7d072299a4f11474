import { describe, expect, test } from 'vitest';
import * as toolchains from '../../../toolchains/index.js';
import {
  expandArgv,
  expandEnv,
  findRecipe,
  namesOf,
  RECIPES,
  recipeForFile,
} from '../../../toolchains/index.js';

const JAIL = {
  tool: '/opt/x/bin/tool',
  root: '/opt/x',
  cache: '/tmp/cache',
  scratch: '/tmp',
  memoryMiB: '256',
  heapMiB: '192',
  heapHex: 'c000000',
  version: '1.2',
  kit: '/opt/kit',
  variant: 'dialect',
};
/** What is left of a token; shells have braces of their own. */
const TOKEN = /\{[a-zA-Z]+(?::[^{}]+)?\}/;
const SOURCES = { main: '/box/main.x', stem: 'main', sources: ['/box/main.x'], others: [] };

test('the border exports what it always did', () => {
  expect(Object.keys(toolchains).sort()).toMatchInlineSnapshot(`
    [
      "BUILTIN_LAYERS",
      "CORE_LANGUAGES",
      "LEAST_MEMORY_BYTES",
      "RECIPES",
      "ToolchainInstallError",
      "builtinLayer",
      "createLayer",
      "defineRecipe",
      "diagnoseAbsence",
      "expandArgv",
      "expandEnv",
      "findLayers",
      "findRecipe",
      "fitsRuntime",
      "howToGet",
      "installToolchains",
      "isLayerName",
      "layerKindOf",
      "layerRuntime",
      "layersFolder",
      "listLayers",
      "loadInventory",
      "locateInRoot",
      "locateToolchains",
      "namesOf",
      "pickToolchain",
      "presentLayer",
      "recipeForFile",
      "removeLayers",
      "runtimeTitle",
      "stepArgv",
      "stepTokens",
      "toolchainTokens",
      "viewOfLayers",
    ]
  `);
});

test('names, aliases and extensions lead to one recipe each', () => {
  for (const list of [
    RECIPES.flatMap(namesOf),
    RECIPES.filter((r) => r.of === undefined).flatMap((r) => r.extensions),
  ]) {
    expect(new Set(list).size).toBe(list.length);
  }
});

test('findRecipe() knows names and aliases in any case', () => {
  expect(findRecipe('C++')?.name).toBe('cpp');
  expect(findRecipe('golang')?.name).toBe('go');
  expect(findRecipe('Python3')?.name).toBe('python');
  expect(findRecipe('C++17')?.name).toBe('cpp');
  expect(findRecipe('algol')).toBeUndefined();
  expect(findRecipe('constructor')).toBeUndefined();
});

test.each([
  ['main.c', 'c'],
  ['main.C', 'cpp'],
  ['a.b/sum.min.js', 'javascript'],
  ['x.mts', 'typescript'],
  ['.py', undefined],
  ['folder/.py', undefined],
  ['Makefile', undefined],
  ['dir.py/readme', undefined],
])('recipeForFile(%s) is %s', (file, name) => {
  expect(recipeForFile(file)?.name).toBe(name);
});

describe.each(RECIPES.map((recipe) => [recipe.name, recipe] as const))('%s', (_, recipe) => {
  test('has tokens that are filled: all of them, in every step', () => {
    const artifact = '/in/program';
    const steps = [
      [recipe.run, { ...JAIL, ...SOURCES, ...(recipe.compile && { artifact }) }],
      [recipe.compile, { ...JAIL, ...SOURCES, artifact }],
    ] as const;
    const words = steps.flatMap(([step, tokens]) =>
      step
        ? [
            ...expandArgv([step.argv[0], ...(step.warmArgs ?? []), ...step.argv.slice(1)], tokens),
            ...Object.values(expandEnv(step.env ?? {}, tokens)),
          ]
        : [],
    );
    for (const word of words) expect(word).not.toMatch(TOKEN);
  });

  test('has a warm-up whose tokens are filled, for arguments that need it', () => {
    const own = { tool: '/usr/bin/tool', root: '/usr', cache: '/tmp/new' };
    const tokens = { ...own, ...(recipe.kit && { kit: '/tmp/kit' }) };
    const { steps = [], env = {} } = recipe.warmUp ?? {};
    for (const argv of steps.flat()) {
      const words = [...expandArgv(argv, tokens), ...Object.values(expandEnv(env, tokens))];
      for (const word of words) expect(word).not.toMatch(TOKEN);
    }
    if (recipe.compile?.warmArgs ?? recipe.run.warmArgs) expect(steps.length).toBeGreaterThan(0);
  });

  test('has a source name and a proof in its own language', () => {
    expect(recipe.name).toMatch(/^[a-z0-9+#]+$/);
    expect(recipeForFile(recipe.sourceName)?.name).toBe(recipe.of ?? recipe.name);
    const { multiFile } = recipe.proof;
    const files = 'cannot' in multiFile ? [] : Object.keys(multiFile.files);
    expect('cannot' in multiFile || files.length > 1).toBe(true);
    expect('cannot' in multiFile || files.includes(recipe.sourceName)).toBe(true);
  });

  test('says how it is brought', () => {
    const ways = [recipe.debian.length > 0, recipe.fetch, recipe.kit, recipe.byHand];
    expect(ways.some(Boolean)).toBe(true);
    for (const { name, sha256 } of [recipe.fetch, recipe.kit].flatMap((fetch) => fetch?.packages ?? [])) {
      expect(name).toMatch(/^[\w.-]+(?::[\w.-]+:|==|@)[\w.-]+$/);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    }
  });
});
