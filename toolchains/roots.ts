import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import type { Candidate, Recipe, ToolchainMount } from './recipe.js';

/** Folders that hold more than one toolchain: showing one of them in a jail would show somebody's files. */
const TOO_BROAD = ['/', '/bin', '/etc', '/home', '/mnt', '/opt', '/root', '/srv', '/tmp', '/var'];

/** Whether a folder holds a toolchain alone, and not a home folder or half of the machine. */
export function isOwnRoot(root: string): boolean {
  const home = homedir();
  if (TOO_BROAD.includes(root) || root === join(home, '.local')) return false;
  return !`${home}${sep}`.startsWith(`${root}${sep}`) && dirname(root) !== '/home';
}

/** Whether it lies in the system's own /usr, which every jail has, but for /usr/local. */
export function isSystem(folder: string): boolean {
  return folder === '/usr' || (folder.startsWith('/usr/') && !`${folder}/`.startsWith('/usr/local/'));
}

/** The neutral path in the jail of a root that is not the system's: `/opt/python-3.12.1`. */
export function neutralRoot(candidate: Candidate, version: string): string {
  const name = candidate.command.replace(/[-\d.]+$/, '');
  return `/opt/${name}-${version}`;
}

/** The folders outside of `root` that its links lead to, shown at their own paths. Those that lead nowhere count not. */
export async function linkedMounts(candidate: Candidate, root: string): Promise<ToolchainMount[]> {
  const targets = await Promise.all(
    (candidate.links ?? []).map((link) => realpath(join(root, link)).catch(() => undefined)),
  );
  const folders = targets.flatMap((target) => (target === undefined ? [] : [dirname(target)]));
  const outside = folders.filter((folder) => !isSystem(folder) && !`${folder}/`.startsWith(`${root}/`));
  return [...new Set(outside)].map((folder) => ({ host: folder, jail: folder }));
}

/** What decides what a warm-up makes. */
export interface WarmedTool {
  readonly recipe: Pick<Recipe, 'name' | 'warmUp'>;
  readonly version: string;
  readonly command: string;
}

/** Where `setup` keeps what the warm-up of a toolchain made: of this command file, by these steps, and no other. */
export function warmUpFolder(home: string, { recipe, version, command }: WarmedTool): string {
  const { mtimeMs, size } = statSync(command);
  const facts = JSON.stringify([command, mtimeMs, size, recipe.warmUp]);
  const hash = createHash('sha256').update(facts).digest('hex').slice(0, 12);
  return join(home, 'toolchains', `${recipe.name}-cache-${version}-${hash}`);
}

/** The warm-up's cache as a mount, when there is one. */
export function cacheMount(home: string, tool: WarmedTool): ToolchainMount | undefined {
  const host = warmUpFolder(home, tool);
  return existsSync(host) ? { host, jail: `/opt/${tool.recipe.name}-cache-${tool.version}` } : undefined;
}
