import { createHash } from 'node:crypto';
import { readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { candidateFolders, type SearchFolders } from './candidate-commands.js';
import type { Toolchain } from './recipe.js';
import { findRecipe, RECIPES } from './registry.js';

const Entry = z.strictObject({
  language: z.string(),
  version: z.string(),
  command: z.string(),
  root: z.string(),
  jailRoot: z.string(),
  mounts: z.array(z.strictObject({ host: z.string(), jail: z.string() })),
  cache: z.string().optional(),
  checker: z.string().optional(),
  kit: z.string().optional(),
  /** The command's modification time and size: another file is another toolchain. */
  stamp: z.string(),
});

const InventoryFile = z.strictObject({
  /** Hash of the recipes' ways to search. */
  recipes: z.string(),
  path: z.array(z.string()),
  /** Each searched folder that exists, and its modification time: what is installed or removed there changes it. */
  folders: z.record(z.string(), z.string()),
  toolchains: z.array(Entry),
});

type InventoryFile = z.infer<typeof InventoryFile>;

/** Where it is kept. One file for each PATH: a package manager's and a shell's must not push each other out. */
export function inventoryFile({ home, path }: SearchFolders): string {
  const hash = createHash('sha256').update(path.join(':')).digest('hex');
  return join(home, `toolchains-${hash.slice(0, 8)}.json`);
}

/** What was found last time, if all of it still holds; `undefined` otherwise. */
export async function readInventory(search: SearchFolders): Promise<Toolchain[] | undefined> {
  const file = await readFile(inventoryFile(search), 'utf8').then(parse, () => undefined);
  if (file === undefined || file.recipes !== recipesHash() || !isDeepStrictEqual(file.path, search.path)) {
    return undefined;
  }
  if (!isDeepStrictEqual(file.folders, await folderStamps(search))) return undefined;
  const toolchains = await Promise.all(file.toolchains.map(revive));
  return toolchains.every((toolchain) => toolchain !== undefined) ? toolchains : undefined;
}

/** Keeps what was found, whole or not at all. A home that cannot be written to costs the next search, no more. */
export async function writeInventory(toolchains: readonly Toolchain[], search: SearchFolders): Promise<void> {
  const staged = `${inventoryFile(search)}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    const file: InventoryFile = {
      recipes: recipesHash(),
      path: [...search.path],
      folders: await folderStamps(search),
      toolchains: await Promise.all(toolchains.map(preserve)),
    };
    await writeFile(staged, JSON.stringify(file, undefined, 2), { mode: 0o644, flag: 'wx' });
    await rename(staged, inventoryFile(search));
  } catch {
    await rm(staged, { force: true }).catch(() => undefined);
  }
}

function parse(text: string): InventoryFile | undefined {
  try {
    return InventoryFile.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

async function preserve({
  recipe,
  variant: _,
  system: __,
  ...facts
}: Toolchain): Promise<z.infer<typeof Entry>> {
  const mounts = facts.mounts.map((mount) => ({ ...mount }));
  return { language: recipe.name, ...facts, mounts, stamp: await stampOf(facts.command) };
}

async function revive({ language, stamp, ...facts }: z.infer<typeof Entry>): Promise<Toolchain | undefined> {
  const recipe = findRecipe(language);
  const isSame = recipe && (await realpath(facts.command).catch(() => '')) === facts.command;
  if (!isSame || (await stampOf(facts.command)) !== stamp) return undefined;
  return { recipe, ...facts };
}

async function folderStamps(search: SearchFolders): Promise<Record<string, string>> {
  const own = RECIPES.flatMap((recipe) =>
    recipe.candidates.flatMap((found) => candidateFolders(found, search)),
  );
  const folders = [...new Set([...own, join(search.home, 'toolchains')])];
  const stamps = await Promise.all(folders.map(async (folder) => [folder, await stampOf(folder)] as const));
  return Object.fromEntries(stamps.filter(([, stamp]) => stamp !== ''));
}

/** Modification time and size; empty when there is no such file. */
async function stampOf(path: string): Promise<string> {
  const facts = await stat(path).catch(() => undefined);
  return facts ? `${facts.mtimeMs} ${facts.size}` : '';
}

function recipesHash(): string {
  const ways = RECIPES.map(({ name, candidates, companions, warmUp, kit }) => [
    name,
    candidates,
    companions,
    warmUp,
    kit,
  ]);
  const text = JSON.stringify(ways, (_, value) => (value instanceof RegExp ? value.source : value));
  return createHash('sha256').update(text).digest('hex');
}
