import type { SearchFolders } from './candidate-commands.js';
import { readInventory, writeInventory } from './inventory-file.js';
import { locateToolchains } from './locate.js';
import type { Toolchain } from './recipe.js';

/** The toolchains of this machine: by language, each newest first. */
export type Inventory = readonly Toolchain[];

export interface InventoryOptions extends SearchFolders {
  /** Look anew, whatever the cache says. @default false */
  readonly fresh?: boolean;
}

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
