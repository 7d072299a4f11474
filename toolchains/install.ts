import { installChecker } from './checker.js';
import type { Fetch } from './fetch.js';
import { installPackages } from './install-apt.js';
import { ToolchainInstallError } from './install-error.js';
import { Failures } from './install-failures.js';
import { installFetch } from './install-fetch.js';
import { type InstallPlan, isThere, newest, planInstall } from './install-plan.js';
import { type Inventory, loadInventory } from './inventory.js';
import type { Recipe, Toolchain } from './recipe.js';
import { CORE_LANGUAGES, findRecipe, RECIPES } from './registry.js';
import { formatMB } from './size.js';
import { warmUp } from './warm-up.js';

/** What happened to one language, for people to follow. */
export interface InstallStep {
  /** `apt` for what is told of all Debian packages together. */
  readonly language: string;
  readonly state:
    | 'present'
    | 'sizes'
    | 'installing'
    | 'unpacked'
    | 'installed'
    | 'warming'
    | 'warmed'
    | 'not-warmed'
    | 'by-hand'
    | 'failed';
  /** The version, the packages, the size, or why not. */
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
 * Brings the named languages that are missing: Debian packages (as root, by apt-get), and pinned packages of other
 * registries. What is there is left alone, so that it may be called again at any time and goes on where it was
 * interrupted. One language that cannot be had does not hold up the others. With `all`, what can only be brought by
 * hand is told and not counted as a failure.
 *
 * @returns the newest toolchain of each language asked for that is there now
 * @throws ToolchainInstallError at the end, when something cannot be had; its `nextStep` says what to run
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
  const failures = new Failures((recipe, message) => report(options, recipe, 'failed', message));
  const plan = await planInstall(missing, options);
  reportByHand(plan, names === 'all', failures, options);
  await bringPackages(plan, failures, options);
  await bringFetches(plan, failures, options);
  const after = missing.length > 0 ? await loadInventory({ ...options, fresh: true }) : before;
  for (const recipe of missing.filter((each) => !plan.byHand.includes(each))) {
    if (isThere(recipe, after)) report(options, recipe, 'installed', newest(recipe, after)!.version);
    else failures.add(recipe, notThere(recipe));
  }
  const there = await finish(recipes, after, failures, options);
  failures.throwAny();
  return there;
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

function reportByHand(
  { byHand }: InstallPlan,
  isAll: boolean,
  failures: Failures,
  options: InstallOptions,
): void {
  for (const recipe of byHand) {
    const how = recipe.byHand ?? `put ${recipe.candidates[0]?.command} on PATH`;
    if (isAll) report(options, recipe, 'by-hand', how);
    else failures.add(recipe, new ToolchainInstallError(`Cannot install ${recipe.title} by itself`, how));
  }
}

async function bringPackages(plan: InstallPlan, failures: Failures, options: InstallOptions): Promise<void> {
  if (plan.packages.length === 0) return;
  for (const { recipe, packages } of plan.packages) report(options, recipe, 'installing', packages.join(' '));
  await installPackages(plan.packages, {
    ...options,
    onSize: (detail) => options.onStep?.({ language: 'apt', state: 'sizes', detail }),
    onPackage: (recipe, name) => report(options, recipe, 'unpacked', name),
    onFailure: (recipe, error) => failures.add(recipe, error),
  }).catch((error) => {
    if (!(error instanceof ToolchainInstallError)) throw error;
    for (const { recipe } of plan.packages) failures.add(recipe, error);
  });
}

async function bringFetches(plan: InstallPlan, failures: Failures, options: InstallOptions): Promise<void> {
  for (const { recipe, fetch } of plan.fetches) report(options, recipe, 'installing', describe(fetch));
  for (const { recipe, fetch } of plan.fetches) {
    if (failures.has(recipe)) continue;
    const onPackage = (name: string) => report(options, recipe, 'unpacked', name);
    await installFetch(fetch, { ...options, onPackage }).catch((error) => failures.add(recipe, error));
  }
}

function describe({ from, folder, version, downloadBytes, diskBytes }: Fetch): string {
  const sizes = `${formatMB(downloadBytes)} to fetch, ${formatMB(diskBytes)} on disk`;
  return `${folder} ${version} from the ${from} registry: ${sizes}`;
}

function notThere(recipe: Recipe): ToolchainInstallError {
  const wanted = recipe.candidates.map(({ command, minVersion }) =>
    `${command} ${minVersion ?? ''}`.trim(),
  )[0];
  return new ToolchainInstallError(
    `Cannot find ${recipe.title} after installing ${recipe.debian.join(' ')}: no "${wanted}" or newer on PATH`,
    `install a newer ${recipe.title} by hand and put it on PATH`,
  );
}

async function finish(
  recipes: readonly Recipe[],
  inventory: Inventory,
  failures: Failures,
  options: InstallOptions,
): Promise<Toolchain[]> {
  const newestOf = (found: Inventory) =>
    recipes.map((recipe) => newest(recipe, found)).filter((toolchain) => toolchain !== undefined);
  const toolchains = newestOf(inventory);
  const unchecked = toolchains.filter(({ recipe, checker }) => recipe.check && checker === undefined);
  for (const { recipe } of unchecked) await bringChecker(recipe, failures, options);
  const cold = toolchains.filter(({ recipe, cache }) => recipe.warmUp && cache === undefined);
  for (const toolchain of cold) {
    report(options, toolchain.recipe, 'warming', toolchain.version);
    const failure = await warmUp(toolchain, options);
    report(options, toolchain.recipe, failure ? 'not-warmed' : 'warmed', failure ?? toolchain.version);
  }
  if (cold.length + unchecked.length === 0) return toolchains;
  return newestOf(await loadInventory({ ...options, fresh: true }));
}

async function bringChecker(recipe: Recipe, failures: Failures, options: InstallOptions): Promise<void> {
  const { title } = recipe.check!;
  report(options, recipe, 'installing', `${title} from the npm registry`);
  try {
    await installChecker(recipe.name, recipe.check!, options);
    report(options, recipe, 'installed', title);
  } catch (error) {
    failures.add(recipe, error);
  }
}

function report(options: InstallOptions, recipe: Recipe, state: InstallStep['state'], detail: string): void {
  options.onStep?.({ language: recipe.name, state, detail });
}
