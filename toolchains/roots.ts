import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import type { Candidate, ToolchainMount } from './recipe.js';

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

/** Where `setup` keeps what the warm-up of a toolchain made. */
export function warmUpFolder(home: string, language: string, version: string): string {
  return join(home, 'toolchains', `${language}-cache-${version}`);
}

/** The warm-up's cache as a mount, when there is one. */
export function cacheMount(home: string, language: string, version: string): ToolchainMount | undefined {
  const host = warmUpFolder(home, language, version);
  return existsSync(host) ? { host, jail: `/opt/${language}-cache-${version}` } : undefined;
}
