import type { Inventory } from './inventory.js';
import type { Recipe, Toolchain, Variant } from './recipe.js';
import { findRecipe, RECIPES } from './registry.js';
import { compareVersions, isVersion } from './version.js';

/** A toolchain, or why there is none. */
export type Pick =
  | { readonly state: 'found'; readonly toolchain: Toolchain }
  | { readonly state: 'unknown-language'; readonly asked: string; readonly known: readonly string[] }
  | { readonly state: 'not-installed'; readonly recipe: Recipe }
  | { readonly state: 'no-such-version'; readonly recipe: Recipe; readonly versions: readonly string[] };

/**
 * Picks by name or alias, and what follows an `@`: a dialect (`cpp@17`, the same as `c++17`), else a version
 * (`python@3` and `python@3.12` mean the newest such), or both (`c++17@12.2`). A dialect comes before a version of the
 * same number.
 */
export function pickToolchain(inventory: Inventory, asked: string): Pick {
  const [name = '', ...wishes] = asked.split('@');
  const recipe = findRecipe(name);
  if (recipe === undefined) {
    return { state: 'unknown-language', asked: name, known: RECIPES.map((known) => known.name) };
  }
  const installed = installedOf(recipe, inventory);
  if (installed.length === 0) return { state: 'not-installed', recipe };
  const named = variantByAlias(recipe, name);
  const wished = named ? undefined : recipe.variants?.find((variant) => variant.name === wishes[0]);
  const variant = named ?? wished;
  const versions = wished ? wishes.slice(1) : wishes;
  const toolchain = installed.find((found) => fits(found, variant, versions));
  if (toolchain === undefined) {
    return { state: 'no-such-version', recipe, versions: installed.map((found) => found.version) };
  }
  return { state: 'found', toolchain: variant ? { ...toolchain, variant } : toolchain };
}

/** What is installed of a language, also by its other toolchains; newest first. */
function installedOf({ name }: Recipe, inventory: Inventory): Toolchain[] {
  return inventory
    .filter(({ recipe }) => recipe.name === name || recipe.of === name)
    .sort((a, b) => compareVersions(b.version, a.version));
}

function variantByAlias({ variants }: Recipe, name: string): Variant | undefined {
  return variants?.find(({ aliases }) => aliases.includes(name.toLowerCase()));
}

function fits({ version }: Toolchain, variant: Variant | undefined, asked: readonly string[]): boolean {
  if (variant?.minVersion && compareVersions(version, variant.minVersion) < 0) return false;
  return asked.length === 0 || (asked.length === 1 && isVersion(version, asked[0]!));
}
