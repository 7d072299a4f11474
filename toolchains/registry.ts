import { awk } from './awk.js';
import { bash } from './bash.js';
import { c } from './c.js';
import { cpp } from './cpp.js';
import { go } from './go.js';
import { java } from './java.js';
import { javascript } from './javascript.js';
import { lua } from './lua.js';
import { perl } from './perl.js';
import { php } from './php.js';
import { python } from './python.js';
import type { Recipe } from './recipe.js';
import { ruby } from './ruby.js';
import { rust } from './rust.js';
import { typescript } from './typescript.js';

/** Every language, in the order in which they are shown. */
export const RECIPES: readonly Recipe[] = [
  c,
  cpp,
  python,
  javascript,
  typescript,
  bash,
  java,
  go,
  rust,
  ruby,
  php,
  perl,
  lua,
  awk,
];

/** What `core` means to `setup` and to tests that must not skip. */
export const CORE_LANGUAGES: readonly string[] = [
  'c',
  'cpp',
  'python',
  'javascript',
  'typescript',
  'bash',
  'java',
  'go',
  'rust',
  'ruby',
  'php',
  'perl',
];

/** The recipe of a name or an alias, whatever its case; `undefined` when there is none. */
export function findRecipe(nameOrAlias: string): Recipe | undefined {
  const wanted = nameOrAlias.toLowerCase();
  return RECIPES.find(({ name, aliases }) => name === wanted || aliases.includes(wanted));
}

/** The recipe of a source file by its extension, case kept (`.C` is C++); `undefined` when no language has it. */
export function recipeForFile(fileName: string): Recipe | undefined {
  const extension = /[^/](\.[^./]+)$/.exec(fileName)?.[1];
  return extension === undefined
    ? undefined
    : RECIPES.find(({ extensions }) => extensions.includes(extension));
}
