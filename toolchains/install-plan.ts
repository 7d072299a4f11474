import { existsSync } from 'node:fs';
import { type Fetch, fetchFolder } from './fetch.js';
import { REGISTRY_CLIENTS } from './fetch-clients.js';
import type { PackageWish } from './install-apt.js';
import type { Inventory, InventoryOptions } from './inventory.js';
import { isForThisMachine, isOfProject, locateToolchains } from './locate.js';
import { isOnPath } from './on-path.js';
import type { Recipe, Toolchain } from './recipe.js';
import { compareVersions } from './version.js';

/** What has to be brought, and how. */
export interface InstallPlan {
  readonly packages: readonly PackageWish[];
  readonly fetches: readonly { readonly recipe: Recipe; readonly fetch: Fetch }[];
  /** What nobody can bring but the user. */
  readonly byHand: readonly Recipe[];
}

/** How the missing languages are brought: by Debian packages, by packages of other registries, or by hand. */
export async function planInstall(
  missing: readonly Recipe[],
  options: InventoryOptions,
): Promise<InstallPlan> {
  const byHand = missing.filter((recipe) => !canBring(recipe));
  const bringable = missing.filter(canBring);
  const fetches = bringable.flatMap((recipe) => {
    const fetch = recipe.fetch ?? recipe.kit;
    return fetch && !existsSync(fetchFolder(options.home, fetch)) ? [{ recipe, fetch }] : [];
  });
  const wishes = await Promise.all(
    bringable.map(async (recipe) => ({ recipe, packages: await packagesFor(recipe, options) })),
  );
  return { packages: wishes.filter(({ packages }) => packages.length > 0), fetches, byHand };
}

/** Whether `setup` has nothing to do for it: a project's own toolchain may go at any time. */
export function isThere(recipe: Recipe, inventory: Inventory): boolean {
  const found = newest(recipe, inventory);
  if (found === undefined || recipe.fetch === undefined) return found !== undefined;
  return !isOfProject(found) && compareVersions(found.version, recipe.fetch.enough ?? '0') >= 0;
}

export function newest(recipe: Recipe, inventory: Inventory): Toolchain | undefined {
  return inventory.find((toolchain) => toolchain.recipe.name === recipe.name);
}

function canBring(recipe: Recipe): boolean {
  const { debian, fetch, kit } = recipe;
  return isForThisMachine(recipe) && (debian.length > 0 || fetch !== undefined || kit !== undefined);
}

async function packagesFor(recipe: Recipe, options: InventoryOptions): Promise<string[]> {
  const { fetch, kit } = recipe;
  const from = fetch ?? kit;
  const client = from && REGISTRY_CLIENTS[from.from];
  const needsClient = client && !(await isOnPath(client.command, options.path));
  const own = fetch || (await hasCommand(recipe, options)) ? [] : recipe.debian;
  return [...own, ...(needsClient ? [client.debian] : [])];
}

/** Whether all is there but the kit. */
async function hasCommand(recipe: Recipe, options: InventoryOptions): Promise<boolean> {
  if (recipe.kit === undefined) return false;
  return (await locateToolchains({ ...options, recipes: [{ ...recipe, kit: undefined }] })).length > 0;
}
