import { findRecipe, recipeForFile } from '../../../toolchains/index.js';

/** Polygon's source types, e.g. `cpp.gcc14-64-msys2-g++23`, by how they begin; an empty name: no language of ours. */
const TYPES: readonly (readonly [RegExp, string])[] = [
  [/^c(\.|$)/, 'c'],
  [/^(cpp|h)(\.|$)/, 'cpp'],
  [/^java(\d|\.|$)/, 'java'],
  [/^kotlin/, 'kotlin'],
  [/^(python\.(2|pypy2)|python2|pypy2)/, ''],
  [/^(python|pypy)/, 'python'],
  [/^(pas|delphi)/, 'pascal'],
  [/^csharp/, 'csharp'],
  [/^fsharp/, 'fsharp'],
  [/^go(\.|\d|$)/, 'go'],
  [/^rust/, 'rust'],
  [/^(js|javascript|node)/, 'javascript'],
  [/^ruby/, 'ruby'],
  [/^php/, 'php'],
  [/^perl/, 'perl'],
  [/^haskell/, 'haskell'],
  [/^scala/, 'scala'],
  [/^ocaml/, 'ocaml'],
  [/^d(\.|\d|$)/, 'd'],
];

/**
 * The canonical name of the language of a source: by its type, else by the file's extension. `undefined` when we have
 * none for it.
 */
export function languageOf(type: string, path: string): string | undefined {
  const name = TYPES.find(([pattern]) => pattern.test(type))?.[1];
  if (name === '') return undefined;
  return (name === undefined ? undefined : findRecipe(name)?.name) ?? recipeForFile(path)?.name;
}
