import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import PQueue from 'p-queue';
import { candidateCommands, realExecutable, type SearchFolders, siblingRoots } from './candidate-commands.js';
import { checkerMount } from './checker.js';
import { type Fetch, fetchFolder } from './fetch.js';
import { probeTree, probeVersion, type Tree, treeAt } from './probe.js';
import type { Candidate, Recipe, Toolchain } from './recipe.js';
import { RECIPES } from './registry.js';
import { cacheMount, isOwnRoot, isSystem, linkedMounts, neutralRoot } from './roots.js';
import { compareVersions } from './version.js';

export interface LocateOptions extends SearchFolders {
  /** @default every recipe of the registry */
  readonly recipes?: readonly Recipe[];
}

const PROBES_AT_ONCE = 4;

/**
 * Finds every installed version of every recipe: in the order of the recipes, each newest first, no version twice (the
 * first on PATH counts). Shims and symlinks are resolved to the real tree. A broken candidate is left out.
 */
export async function locateToolchains(options: LocateOptions): Promise<Toolchain[]> {
  const queue = new PQueue({ concurrency: PROBES_AT_ONCE });
  const recipes = options.recipes ?? RECIPES;
  const found = await Promise.all(
    recipes.filter(isForThisMachine).map((recipe) => locateRecipe(recipe, options, queue)),
  );
  return found.flat();
}

async function locateRecipe(recipe: Recipe, search: SearchFolders, queue: PQueue): Promise<Toolchain[]> {
  const found = await Promise.all(
    recipe.candidates.map((candidate) => locateCandidate(recipe, candidate, search, queue)),
  );
  const [own, projects] = partition(found.flat(), isOfProject);
  const toolchains = newestFirst(own.length > 0 ? own : projects);
  const whole = recipe.kit ? withKit(recipe.kit, toolchains, search.home) : toolchains;
  return whole.map((toolchain) => withCache(toolchain, search.home));
}

/** With what its warm-up left, where that is there: of the version that it has in the end. */
function withCache(toolchain: Toolchain, home: string): Toolchain {
  const cache = toolchain.recipe.warmUp && cacheMount(home, toolchain);
  return cache ? { ...toolchain, mounts: [...toolchain.mounts, cache], cache: cache.jail } : toolchain;
}

/** The newest that has its command, with the kit beside it: the kit's version is the language's. */
export function withKit(kit: Fetch, [newest]: readonly Toolchain[], home: string): Toolchain[] {
  const host = fetchFolder(home, kit);
  if (newest === undefined || !existsSync(host)) return [];
  const jail = `/opt/${kit.folder}-${kit.version}`;
  return [{ ...newest, version: kit.version, mounts: [...newest.mounts, { host, jail }], kit: jail }];
}

/** Whether the language can be had on machines of this kind. */
export function isForThisMachine({ architectures }: Recipe): boolean {
  return architectures?.includes(process.arch) ?? true;
}

async function locateCandidate(recipe: Recipe, candidate: Candidate, search: SearchFolders, queue: PQueue) {
  const trees = await findTrees(candidate, search, queue);
  const described = await Promise.all(
    trees.map((tree) => describe(recipe, candidate, tree, search.home, queue)),
  );
  return described.filter((toolchain) => toolchain !== undefined);
}

async function findTrees(candidate: Candidate, search: SearchFolders, queue: PQueue): Promise<Tree[]> {
  const commands = await candidateCommands(candidate, search);
  const trees = await Promise.all(
    commands.map((path) => queue.add(() => probeTree(candidate, path).catch(() => undefined))),
  );
  const known = trees.filter((tree) => tree !== undefined && isOwnRoot(tree.root)) as Tree[];
  const siblings = candidate.siblings
    ? await Promise.all(known.map((tree) => findSiblings(candidate, tree)))
    : [];
  return uniqueBy([...known, ...siblings.flat()], (tree) => tree.command);
}

async function findSiblings(candidate: Candidate, tree: Tree): Promise<Tree[]> {
  if (tree.root === '/usr' || tree.root === '/usr/local' || isOfProject(tree)) return [];
  const roots = await siblingRoots(tree.root, candidate.command);
  const trees = await Promise.all(roots.map((root) => treeAt(root, candidate.command)));
  return trees.filter((found) => found !== undefined && isOwnRoot(found.root)) as Tree[];
}

async function describe(
  recipe: Recipe,
  candidate: Candidate,
  tree: Tree,
  home: string,
  queue: PQueue,
): Promise<Toolchain | undefined> {
  const version = await queue.add(() => probeVersion(candidate, tree.command).catch(() => undefined));
  if (version === undefined || !(await hasCompanions(recipe, tree)) || !isWithin(tree)) return undefined;
  const checker = recipe.check && checkerMount(home, recipe.name, recipe.check);
  const mounts = [...(await linkedMounts(candidate, tree.root)), ...(checker ? [checker] : [])];
  const place = isSystem(tree.root)
    ? { root: '/usr', jailRoot: '/usr' }
    : { root: tree.root, jailRoot: neutralRoot(candidate, version) };
  return {
    recipe,
    version,
    command: tree.command,
    ...place,
    mounts,
    checker: checker?.jail,
  };
}

async function hasCompanions({ companions = [] }: Recipe, tree: Tree): Promise<boolean> {
  const found = await Promise.all(
    companions.map((name) => realExecutable(join(dirname(tree.command), name))),
  );
  return found.every((path) => path !== undefined);
}

/** Whether the command lies in its root: elsewhere it would have no path in the jail. */
function isWithin({ root, command }: Tree): boolean {
  return isSystem(root) ? isSystem(command) : !relative(root, command).startsWith('..');
}

/** Whether it lies in a project's node_modules, and so comes and goes with that. */
export function isOfProject({ command }: { readonly command: string }): boolean {
  return command.includes('/node_modules/');
}

/** None twice by its version. */
export function newestFirst(toolchains: readonly Toolchain[]): Toolchain[] {
  return uniqueBy(toolchains, (toolchain) => toolchain.version).sort((a, b) =>
    compareVersions(b.version, a.version),
  );
}

function uniqueBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.toReversed().map((item) => [key(item), item])).values()].toReversed();
}

function partition<T>(items: readonly T[], isSecond: (item: T) => boolean): [T[], T[]] {
  return [items.filter((item) => !isSecond(item)), items.filter(isSecond)];
}
