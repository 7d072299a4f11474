import { findRecipe } from '../../../toolchains/index.js';
import type { Package } from '../package.js';

/** The codes of the format's appendix that are not our names for the languages. */
const CODES: ReadonlyMap<string, string> = new Map([
  ['python3', 'python'],
  ['python', 'python'],
  ['lisp', 'commonlisp'],
  ['cplusplus', 'cpp'],
]);

/** The canonical name of a language by its code in the format; `undefined` when there is none of ours for it. */
export function languageOfCode(code: string): string | undefined {
  if (code === 'python2') return undefined;
  return findRecipe(CODES.get(code) ?? code)?.name;
}

/** Canonical names of the languages that may be handed in; `undefined`: all. Unknown codes are warned of. */
export function languagesOf(
  from: Package,
  given: 'all' | readonly string[] | undefined,
): readonly string[] | undefined {
  if (given === undefined || given === 'all') return undefined;
  const names = given.map((code) => {
    const name = languageOfCode(code);
    if (name === undefined)
      from.warnings.push(`"problem.yaml": the language "${code}" is not known: there is no toolchain`);
    return name;
  });
  return [...new Set(names.filter((name) => name !== undefined))];
}
