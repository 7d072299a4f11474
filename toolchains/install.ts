import { installChecker } from './checker.js';
import { installPackages } from './install-apt.js';
import { ToolchainInstallError } from './install-error.js';
import { installNode, isNodeLanguage } from './install-node.js';
import { type Inventory, loadInventory } from './inventory.js';
import { isOfProject } from './locate.js';
import { STRIPPING_NODE } from './node-candidates.js';
import type { Recipe, Toolchain } from './recipe.js';
import { CORE_LANGUAGES, findRecipe, RECIPES } from './registry.js';
import { compareVersions } from './version.js';
import { warmUp } from './warm-up.js';

/** What happened to one language, for people to follow. */
export interface InstallStep {
  readonly language: string;
  readonly state: 'present' | 'installing' | 'installed' | 'warming' | 'warmed' | 'not-warmed';
  /** The version, the packages, or why not. */
  readonly detail: string;
}

export interface InstallOptions {
  /** bailiff's own folder, writable. */
  readonly home: string;
  /** The folders of PATH. */
  readonly path: readonly string[];
  readonly onStep?: (step: InstallStep) => void;
  /** Ends the installers that run; what they were making is removed. */
  readonly signal?: AbortSignal;
}

/**
 * Brings the named languages that are missing: Debian packages (as root, by apt-get), and Node from the npm registry.
 * What is there is left alone, so that it may be called again at any time.
 *
 * @returns the newest toolchain of each language asked for
 * @throws ToolchainInstallError when something cannot be had; its `nextStep` says what to run
 */
export async function installToolchains(
  names: readonly string[] | 'core' | 'all',
  options: InstallOptions,
): Promise<Toolchain[]> {
  const recipes = chosen(names);
  const before = await loadInventory({ ...options, fresh: true });
  const missing = recipes.filter((recipe) => !isThere(recipe, before));
  for (const recipe of recipes) {
    if (!missing.includes(recipe)) report(options, recipe, 'present', newest(recipe, before)!.version);
  }
  await installMissing(missing, options);
  const after = missing.length > 0 ? await loadInventory({ ...options, fresh: true }) : before;
  for (const recipe of missing) report(options, recipe, 'installed', checkThere(recipe, after).version);
  return finish(recipes, after, options);
}

function chosen(names: readonly string[] | 'core' | 'all'): readonly Recipe[] {
  if (names === 'all') return RECIPES;
  const recipes = (names === 'core' ? CORE_LANGUAGES : names).map((name) => findRecipe(name) ?? refuse(name));
  return [...new Set(recipes)];
}

function refuse(name: string): never {
  const known = RECIPES.map((recipe) => recipe.name).join(', ');
  throw new ToolchainInstallError(`Cannot install "${name}": no such language`, `choose from ${known}`);
}

async function installMissing(missing: readonly Recipe[], options: InstallOptions): Promise<void> {
  const ofNode = missing.filter(isNodeLanguage);
  const ofDebian = missing.filter((recipe) => !isNodeLanguage(recipe));
  for (const recipe of ofNode) report(options, recipe, 'installing', 'node from the npm registry');
  for (const recipe of ofDebian) report(options, recipe, 'installing', recipe.debian.join(' '));
  if (ofDebian.length > 0) await installPackages(ofDebian, options);
  if (ofNode.length > 0) await installNode(options);
}

async function finish(
  recipes: readonly Recipe[],
  inventory: Inventory,
  options: InstallOptions,
): Promise<Toolchain[]> {
  const toolchains = recipes.map((recipe) => newest(recipe, inventory)!);
  const unchecked = toolchains.filter(({ recipe, checker }) => recipe.check && checker === undefined);
  for (const { recipe } of unchecked) {
    report(options, recipe, 'installing', `${recipe.check!.title} from the npm registry`);
    await installChecker(recipe.name, recipe.check!, options);
    report(options, recipe, 'installed', recipe.check!.title);
  }
  const cold = toolchains.filter(({ recipe, cache }) => recipe.warmUp && cache === undefined);
  for (const toolchain of cold) {
    report(options, toolchain.recipe, 'warming', toolchain.version);
    const failure = await warmUp(toolchain, options);
    report(options, toolchain.recipe, failure ? 'not-warmed' : 'warmed', failure ?? toolchain.version);
  }
  if (cold.length + unchecked.length === 0) return toolchains;
  const warmed = await loadInventory({ ...options, fresh: true });
  return recipes.map((recipe) => newest(recipe, warmed)!);
}

/** JavaScript counts as missing too where Node is older than what TypeScript needs, or a project's own. */
function isThere(recipe: Recipe, inventory: Inventory): boolean {
  const found = newest(recipe, inventory);
  if (found === undefined || !isNodeLanguage(recipe)) return found !== undefined;
  return !isOfProject(found) && compareVersions(found.version, STRIPPING_NODE) >= 0;
}

function checkThere(recipe: Recipe, inventory: Inventory): Toolchain {
  const found = newest(recipe, inventory);
  if (found !== undefined && isThere(recipe, inventory)) return found;
  const wanted = recipe.candidates.map(({ command, minVersion }) =>
    `${command} ${minVersion ?? ''}`.trim(),
  )[0];
  throw new ToolchainInstallError(
    `Cannot find ${recipe.title} after installing ${recipe.debian.join(' ')}: no "${wanted}" or newer on PATH`,
    `install a newer ${recipe.title} by hand and put it on PATH`,
  );
}

function newest(recipe: Recipe, inventory: Inventory): Toolchain | undefined {
  return inventory.find((toolchain) => toolchain.recipe.name === recipe.name);
}

function report(options: InstallOptions, recipe: Recipe, state: InstallStep['state'], detail: string): void {
  options.onStep?.({ language: recipe.name, state, detail });
}
