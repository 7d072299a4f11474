import { ada } from './ada.js';
import { assembly } from './assembly.js';
import { awk } from './awk.js';
import { bash } from './bash.js';
import { c } from './c.js';
import { clojure } from './clojure.js';
import { cobol } from './cobol.js';
import { commonlisp } from './commonlisp.js';
import { cpp } from './cpp.js';
import { crystal } from './crystal.js';
import { csharp } from './csharp.js';
import { d } from './d.js';
import { dash } from './dash.js';
import { dotnet } from './dotnet.js';
import { elixir } from './elixir.js';
import { erlang } from './erlang.js';
import { forth } from './forth.js';
import { fortran } from './fortran.js';
import { go } from './go.js';
import { groovy } from './groovy.js';
import { haskell } from './haskell.js';
import { java } from './java.js';
import { javascript } from './javascript.js';
import { kotlin } from './kotlin.js';
import { lua } from './lua.js';
import { nim } from './nim.js';
import { ocaml } from './ocaml.js';
import { octave } from './octave.js';
import { pascal } from './pascal.js';
import { perl } from './perl.js';
import { php } from './php.js';
import { prolog } from './prolog.js';
import { pypy } from './pypy.js';
import { python } from './python.js';
import { r } from './r.js';
import { racket } from './racket.js';
import { raku } from './raku.js';
import type { Recipe } from './recipe.js';
import { ruby } from './ruby.js';
import { rust } from './rust.js';
import { scala } from './scala.js';
import { scheme } from './scheme.js';
import { sql } from './sql.js';
import { tcl } from './tcl.js';
import { typescript } from './typescript.js';
import { vala } from './vala.js';
import { zig } from './zig.js';

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
  csharp,
  dotnet,
  kotlin,
  scala,
  clojure,
  groovy,
  haskell,
  ocaml,
  pascal,
  fortran,
  d,
  nim,
  zig,
  crystal,
  vala,
  ada,
  cobol,
  assembly,
  erlang,
  elixir,
  prolog,
  commonlisp,
  scheme,
  racket,
  forth,
  r,
  octave,
  sql,
  lua,
  pypy,
  raku,
  tcl,
  awk,
  dash,
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

/** The recipe of a name or an alias, also of a dialect, whatever its case; `undefined` when there is none. */
export function findRecipe(nameOrAlias: string): Recipe | undefined {
  const wanted = nameOrAlias.toLowerCase();
  return RECIPES.find((recipe) => namesOf(recipe).includes(wanted));
}

/** All names that lead to a recipe: its own first. */
export function namesOf({ name, aliases, variants = [] }: Recipe): string[] {
  return [name, ...aliases, ...variants.flatMap((variant) => variant.aliases)];
}

/** The recipe of a source file by its extension, case kept (`.C` is C++); `undefined` when no language has it. */
export function recipeForFile(fileName: string): Recipe | undefined {
  const extension = /[^/](\.[^./]+)$/.exec(fileName)?.[1];
  return extension === undefined
    ? undefined
    : RECIPES.find(({ extensions }) => extensions.includes(extension));
}
