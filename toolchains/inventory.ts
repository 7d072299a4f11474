import type { SearchFolders } from './candidate-commands.js';
import { readInventory, writeInventory } from './inventory-file.js';
import { locateToolchains } from './locate.js';
import type { Recipe, Toolchain } from './recipe.js';
import { findRecipe, RECIPES } from './registry.js';
import { isVersion } from './version.js';

/** The toolchains of this machine: by language, each newest first. */
export type Inventory = readonly Toolchain[];

export interface InventoryOptions extends SearchFolders {
  /** Look anew, whatever the cache says. @default false */
  readonly fresh?: boolean;
}

/** A toolchain, or why there is none. */
export type Pick =
  | { readonly state: 'found'; readonly toolchain: Toolchain }
  | { readonly state: 'unknown-language'; readonly asked: string; readonly known: readonly string[] }
  | { readonly state: 'not-installed'; readonly recipe: Recipe }
  | { readonly state: 'no-such-version'; readonly recipe: Recipe; readonly versions: readonly string[] };

/**
 * The machine's toolchains, from `<home>/toolchains-<hash of PATH>.json` while that holds: the same PATH, no folder on it changed,
 * every command the same file. Otherwise they are located anew, and kept there if the home is writable.
 */
export async function loadInventory(options: InventoryOptions): Promise<Inventory> {
  const kept = options.fresh ? undefined : await readInventory(options);
  if (kept !== undefined) return kept;
  const inventory = await locateToolchains(options);
  await writeInventory(inventory, options);
  return inventory;
}

/** Picks by name, alias, or `name@version`, where `python@3` and `python@3.12` mean the newest such. */
export function pickToolchain(inventory: Inventory, asked: string): Pick {
  const [name = '', version] = asked.split('@', 2);
  const recipe = findRecipe(name);
  if (recipe === undefined) {
    return { state: 'unknown-language', asked: name, known: RECIPES.map((known) => known.name) };
  }
  const installed = inventory.filter((toolchain) => toolchain.recipe.name === recipe.name);
  if (installed.length === 0) return { state: 'not-installed', recipe };
  const toolchain = installed.find((found) => version === undefined || isVersion(found.version, version));
  if (toolchain) return { state: 'found', toolchain };
  return { state: 'no-such-version', recipe, versions: installed.map((found) => found.version) };
}
