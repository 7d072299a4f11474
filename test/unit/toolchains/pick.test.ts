import { expect, test } from 'vitest';
import { findRecipe, type Inventory, pickToolchain } from '../../../toolchains/index.js';

const python = (version: string): Inventory[number] => ({
  recipe: findRecipe('python')!,
  version,
  command: `/opt/${version}/bin/python3`,
  root: `/opt/${version}`,
  jailRoot: `/opt/python-${version}`,
  mounts: [],
});
const inventory = ['3.13.0', '3.12.1', '3.1.9'].map(python);

test.each([
  ['python', '3.13.0'],
  ['PY', '3.13.0'],
  ['python@3', '3.13.0'],
  ['python@3.12', '3.12.1'],
  ['python3@3.1', '3.1.9'],
])('pickToolchain(%s) finds %s', (asked, version) => {
  expect(pickToolchain(inventory, asked)).toEqual({ state: 'found', toolchain: python(version) });
});

test('pickToolchain() says why there is none', () => {
  expect(pickToolchain(inventory, 'algol@60')).toMatchObject({
    state: 'unknown-language',
    asked: 'algol',
    known: expect.arrayContaining(['python', 'c']),
  });
  expect(pickToolchain(inventory, 'c')).toMatchObject({ state: 'not-installed', recipe: { name: 'c' } });
  for (const asked of ['python@3.14', 'python@', 'python@3.1.90']) {
    expect(pickToolchain(inventory, asked)).toMatchObject({
      state: 'no-such-version',
      versions: ['3.13.0', '3.12.1', '3.1.9'],
    });
  }
});

const installed = (language: string, ...versions: string[]): Inventory =>
  versions.map((version) => ({ ...python(version), recipe: findRecipe(language)! }));

test.each([
  ['cpp', undefined, '12.2.0'],
  ['c++17', 'gnu++17', '12.2.0'],
  ['cpp@17', 'gnu++17', '12.2.0'],
  ['C++23', 'gnu++23', '12.2.0'],
  ['c++17@10', 'gnu++17', '10.5.0'],
  ['cpp@17@10.5', 'gnu++17', '10.5.0'],
  ['cpp@10', undefined, '10.5.0'],
])('pickToolchain(%s) finds the dialect %s of version %s', (asked, value, version) => {
  const pick = pickToolchain(installed('cpp', '12.2.0', '10.5.0'), asked);
  expect(pick).toMatchObject({ state: 'found', toolchain: { version } });
  expect(pick.state === 'found' && pick.toolchain.variant?.value).toBe(value);
});

test.each(['c++23', 'cpp@23', 'c++17@11', 'cpp@17@10@5'])('pickToolchain(%s) finds none', (asked) => {
  expect(pickToolchain(installed('cpp', '10.5.0'), asked)).toMatchObject({ state: 'no-such-version' });
});

test('pickToolchain() takes another toolchain of the language where it is newer', () => {
  const both = [...installed('csharp', '6.8.0'), ...installed('dotnet', '8.0.100')];
  const named = (asked: string) => {
    const pick = pickToolchain(both, asked);
    return pick.state === 'found' ? pick.toolchain.recipe.name : pick.state;
  };
  expect(['csharp', 'c#@6', 'csharp@8', 'dotnet', 'dotnet@6'].map(named)).toEqual([
    'dotnet',
    'csharp',
    'dotnet',
    'dotnet',
    'no-such-version',
  ]);
});
