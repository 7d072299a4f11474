import {
  type Inventory,
  loadInventory,
  locateInRoot,
  locateToolchains,
  pickToolchain,
  type Recipe,
  type Toolchain,
} from '../toolchains/index.js';
import { readEnv } from './env.js';
import { BailiffError } from './errors.js';
import type { Root } from './jail/root.js';
import { createLibraryFinder, type FindLibraries } from './libraries.js';

/** The toolchains of a runner. */
export interface Toolbox {
  /** What every jail sees besides /usr: the newest toolchain of each language. */
  readonly roots: readonly Root[];
  /** The newest toolchain of each language. */
  readonly newest: readonly Toolchain[];
  /** @throws BailiffError UNKNOWN_LANGUAGE or TOOLCHAIN_MISSING */
  pick(language: string | Recipe): Promise<Toolchain>;
  /** What a toolchain needs besides {@link Toolbox.roots}. */
  extraRoots(toolchain: Toolchain): readonly Root[];
  /** @throws BailiffError INVALID_OPTIONS or TOOLCHAIN_MISSING */
  readonly libraries: FindLibraries;
}

/** `home` is resolved. `system` is the folder of another system, whose toolchains count instead of the host's. */
export async function openToolbox(home: string, system?: string): Promise<Toolbox> {
  const { path } = readEnv();
  const inventory = await (system === undefined
    ? loadInventory({ path, home })
    : locateInRoot({ root: system, home }));
  const newest = newestOfEach(inventory);
  const roots = unique(newest.flatMap(rootsOf));
  const common = new Set(roots.map(({ to }) => to));
  return {
    roots,
    newest,
    pick: async (language) =>
      typeof language === 'string'
        ? pickByName(inventory, language, system)
        : locateRecipe(language, { path, home, system }),
    extraRoots: (toolchain) => unique(rootsOf(toolchain)).filter(({ to }) => !common.has(to)),
    libraries: createLibraryFinder(home),
  };
}

interface Search {
  readonly path: readonly string[];
  readonly home: string;
  readonly system: string | undefined;
}

function newestOfEach(inventory: Inventory): Toolchain[] {
  const seen = new Set<string>();
  return inventory.filter(({ recipe }) => !seen.has(recipe.name) && seen.add(recipe.name));
}

function rootsOf({ root, jailRoot, mounts }: Toolchain): Root[] {
  const own = jailRoot === '/usr' || jailRoot.startsWith('/usr/') ? [] : [{ from: root, to: jailRoot }];
  return [...own, ...mounts.map(({ host, jail }) => ({ from: host, to: jail }))];
}

function unique(roots: readonly Root[]): Root[] {
  return [...new Map(roots.map((root) => [root.to, root])).values()];
}

function pickByName(inventory: Inventory, language: string, system: string | undefined): Toolchain {
  const pick = pickToolchain(inventory, language);
  switch (pick.state) {
    case 'found':
      return pick.toolchain;
    case 'unknown-language':
      throw new BailiffError(
        'UNKNOWN_LANGUAGE',
        `Cannot run ${JSON.stringify(pick.asked)}: known languages are ${pick.known.join(', ')}`,
      );
    case 'not-installed':
      throw new BailiffError(
        'TOOLCHAIN_MISSING',
        system === undefined
          ? `Cannot run ${pick.recipe.title}: its toolchain is not installed; run: bailiff setup --toolchains ${pick.recipe.name}`
          : `Cannot run ${pick.recipe.title}: its toolchain is not in "${system}/usr/bin"`,
      );
    case 'no-such-version':
      throw new BailiffError(
        'TOOLCHAIN_MISSING',
        `Cannot run ${JSON.stringify(language)}: installed versions of ${pick.recipe.title} are ${pick.versions.join(', ')}`,
      );
    default:
      return pick satisfies never;
  }
}

async function locateRecipe(recipe: Recipe, where: Search): Promise<Toolchain> {
  const { path, home, system } = where;
  const [found] = await (system === undefined
    ? locateToolchains({ path, home, recipes: [recipe] })
    : locateInRoot({ root: system, home, recipes: [recipe] }));
  if (found) return found;
  throw new BailiffError(
    'TOOLCHAIN_MISSING',
    `Cannot run ${recipe.title}: none of its commands was found (${recipe.candidates.map(({ command }) => command).join(', ')})`,
  );
}
