import { readEnv } from '../../lib/env.js';
import { resolveHome } from '../../lib/home.js';
import { loadInventory, RECIPES, type Toolchain } from '../../toolchains/index.js';

/** The newest toolchain of each language, in the order in which languages are shown; and what is not there. */
export interface FoundLanguages {
  readonly toolchains: readonly Toolchain[];
  readonly skipped: Readonly<Record<string, string>>;
}

export async function findLanguages(home: string | undefined): Promise<FoundLanguages> {
  const inventory = await loadInventory({ path: readEnv().path, home: await resolveHome(home) });
  const toolchains: Toolchain[] = [];
  const skipped: Record<string, string> = {};
  for (const { name, title } of RECIPES) {
    const newest = inventory.find(({ recipe }) => recipe.name === name);
    if (newest) toolchains.push(newest);
    else skipped[title] = `not installed; run: bailiff setup --toolchains ${name}`;
  }
  return { toolchains, skipped };
}
