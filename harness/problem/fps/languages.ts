import { findRecipe, type Recipe, recipeForFile } from '../../../toolchains/index.js';

/** HUSTOJ's names of languages that are no alias of ours. */
const NAMES: Readonly<Record<string, string>> = {
  clang: 'c',
  'clang++': 'cpp',
  python2: '',
  'obj-c': 'objectivec',
  'c#': 'csharp',
  'free pascal': 'pascal',
  freebasic: 'freebasic',
  'sql(sqlite3)': 'sql',
  matlab: 'octave',
};

/** The toolchain of a language as FPS files name it: HUSTOJ's name, or an extension. */
export function recipeOf(language: string): Recipe | undefined {
  const name = language.trim().toLowerCase();
  const known = Object.hasOwn(NAMES, name) ? NAMES[name]! : name;
  if (known === '') return undefined;
  return findRecipe(known) ?? recipeForFile(`x.${known.replace(/^\./, '')}`);
}
