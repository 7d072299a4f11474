import { extname, posix } from 'node:path';
import { type Recipe, recipeForFile } from '../../toolchains/index.js';

/** The language of a submission, and the file that it starts with. */
export interface Entry {
  readonly language: string;
  readonly main: string;
}

/**
 * Finds the entry of a submission by the names of its files; a sentence when there is none, or no single one.
 *
 * The files directly in the submission count, by their extensions. If they are of several languages, the one that
 * has an entry name decides: `main`, `Main` or `__main__` before the extension. Within the language the entry is the
 * file with such a name, else the first by name.
 */
export function findEntry(paths: readonly string[]): Entry | string {
  const sources = paths.filter((path) => !path.includes('/')).flatMap(toSource);
  const mains = sources.filter(({ path }) => isEntryName(path));
  const languages = new Set((mains.length > 0 ? mains : sources).map(({ recipe }) => recipe.name));
  const [language] = languages;
  if (language === undefined) return noSource(paths);
  if (languages.size > 1)
    return `has sources in several languages (${[...languages].join(', ')}): name the entry main.<extension>`;
  const candidates = (mains.length > 0 ? mains : sources).filter(({ recipe }) => recipe.name === language);
  return { language, main: candidates.map(({ path }) => path).sort()[0]! };
}

/** Whether a file name is that of an entry: `main.py`, `Main.java`, `__main__.py`. */
export function isEntryName(name: string): boolean {
  return /^(main|Main|__main__)$/.test(posix.basename(name, extname(name))) && isSourceName(name);
}

/** Whether a file name tells a known language. */
export function isSourceName(name: string): boolean {
  return recipeForFile(name) !== undefined;
}

function toSource(path: string): { readonly path: string; readonly recipe: Recipe }[] {
  const recipe = recipeForFile(path);
  return recipe ? [{ path, recipe }] : [];
}

function noSource(paths: readonly string[]): string {
  const [only] = paths;
  if (paths.length !== 1 || only === undefined) return 'has no source of a known language';
  const extension = extname(only);
  return extension === ''
    ? 'has no extension that tells its language'
    : `is in an unknown language: no toolchain takes "${extension}"`;
}
