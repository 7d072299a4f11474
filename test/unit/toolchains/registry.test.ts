import { describe, expect, test } from 'vitest';
import * as toolchains from '../../../toolchains/index.js';
import { expandArgv, expandEnv, findRecipe, RECIPES, recipeForFile } from '../../../toolchains/index.js';

const JAIL = {
  tool: '/opt/x/bin/tool',
  root: '/opt/x',
  cache: '/tmp/cache',
  memoryMiB: '256',
  heapMiB: '192',
};
const SOURCES = { main: '/box/main.x', stem: 'main', sources: ['/box/main.x'] };

test('the border exports what it always did', () => {
  expect(Object.keys(toolchains).sort()).toMatchInlineSnapshot(`
    [
      "BUILTIN_LAYERS",
      "CORE_LANGUAGES",
      "RECIPES",
      "ToolchainInstallError",
      "builtinLayer",
      "createLayer",
      "defineRecipe",
      "expandArgv",
      "expandEnv",
      "findLayers",
      "findRecipe",
      "fitsRuntime",
      "installToolchains",
      "isLayerName",
      "layerKindOf",
      "layerRuntime",
      "layersFolder",
      "listLayers",
      "loadInventory",
      "locateToolchains",
      "pickToolchain",
      "presentLayer",
      "recipeForFile",
      "removeLayers",
      "runtimeTitle",
      "stepArgv",
      "toolchainTokens",
      "viewOfLayers",
    ]
  `);
});

test('names, aliases and extensions lead to one recipe each', () => {
  for (const list of [
    RECIPES.flatMap(({ name, aliases }) => [name, ...aliases]),
    RECIPES.flatMap((r) => r.extensions),
  ]) {
    expect(new Set(list).size).toBe(list.length);
  }
});

test('findRecipe() knows names and aliases in any case', () => {
  expect(findRecipe('C++')?.name).toBe('cpp');
  expect(findRecipe('golang')?.name).toBe('go');
  expect(findRecipe('Python3')?.name).toBe('python');
  expect(findRecipe('cobol')).toBeUndefined();
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
    for (const word of words) expect(word).not.toMatch(/[{}]/);
  });

  test('has a warm-up whose tokens are filled, for arguments that need it', () => {
    const tokens = { tool: '/usr/bin/tool', root: '/usr', cache: '/tmp/new' };
    const { steps = [], env = {} } = recipe.warmUp ?? {};
    for (const argv of steps.flat()) {
      const words = [...expandArgv(argv, tokens), ...Object.values(expandEnv(env, tokens))];
      for (const word of words) expect(word).not.toMatch(/[{}]/);
    }
    if (recipe.compile?.warmArgs ?? recipe.run.warmArgs) expect(steps.length).toBeGreaterThan(0);
  });

  test('has a source name and a proof in its own language', () => {
    expect(recipe.name).toMatch(/^[a-z0-9+#]+$/);
    expect(recipeForFile(recipe.sourceName)).toBe(recipe);
    expect(Object.keys(recipe.proof.multiFile.files).length).toBeGreaterThan(1);
    expect(Object.keys(recipe.proof.multiFile.files)).toContain(recipe.sourceName);
    expect(recipe.debian.length).toBeGreaterThan(0);
  });
});
