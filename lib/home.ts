import type { Stats } from 'node:fs';
import { mkdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Environment, readEnv } from './env.js';
import { BailiffError } from './errors.js';

const WRITABLE_BY_OTHERS = 0o022;
const WORLD_WRITABLE = 0o002;
const STICKY = 0o1000;

/** Where the home is, without looking at the disk: the option, BAILIFF_HOME, /var/cache/bailiff for root, else the XDG cache folder. */
export function homePath(option?: string, env: Environment = readEnv(), uid = process.geteuid?.()): string {
  const explicit = option ?? env.home;
  if (explicit !== undefined) return resolve(explicit);
  if (uid === 0) return '/var/cache/bailiff';
  const cache = env.cacheHome ?? (env.userHome && join(env.userHome, '.cache'));
  if (cache) return join(cache, 'bailiff');
  throw new BailiffError(
    'HOST_UNSUPPORTED',
    'Cannot choose a home folder: BAILIFF_HOME, XDG_CACHE_HOME and HOME are unset; set BAILIFF_HOME to a folder of your own',
  );
}

/**
 * The home folder, made when it is missing (mode 0755), symlinks resolved.
 *
 * What lies in it is executed by whoever runs bailiff, so nobody else may be able to change it.
 *
 * @throws BailiffError STORAGE_FAILED when it cannot be made; HOST_UNSUPPORTED when it is somebody else's, or
 * when others may write to it or replace it.
 */
export async function resolveHome(option?: string): Promise<string> {
  return resolveOwn({ path: homePath(option), what: 'home', name: 'BAILIFF_HOME', mode: 0o755 });
}

/** A folder of compiled programs, made when it is missing (mode 0700). The same holds for it. @throws as `resolveHome` */
export async function resolveCacheFolder(option: string): Promise<string> {
  return resolveOwn({ path: resolve(option), what: 'cache', name: 'cacheFolder', mode: 0o700 });
}

interface OwnFolder {
  readonly path: string;
  readonly what: string;
  /** What chose it. */
  readonly name: string;
  readonly mode: number;
}

async function resolveOwn(own: OwnFolder): Promise<string> {
  const path = await makeFolder(own);
  checkOwn({ ...own, path }, await stat(path));
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    checkAncestor({ ...own, path }, folder, await stat(folder));
    if (folder === dirname(folder)) return path;
  }
}

async function makeFolder({ path, what, name, mode }: OwnFolder): Promise<string> {
  try {
    await mkdir(path, { recursive: true, mode });
    return await realpath(path);
  } catch (cause) {
    throw new BailiffError(
      'STORAGE_FAILED',
      `Cannot make the ${what} folder "${path}" (${(cause as NodeJS.ErrnoException).code}): set ${name} to a folder that you may write to`,
      { cause },
    );
  }
}

function checkOwn(own: OwnFolder, facts: Stats): void {
  const uid = process.geteuid?.();
  if (!facts.isDirectory()) refuse(own, `it is not a folder; set ${own.name} to one`);
  if (facts.uid !== uid) {
    refuse(own, `it belongs to user ${facts.uid}, not to ${uid}; set ${own.name} to a folder of your own`);
  }
  if (facts.mode & WRITABLE_BY_OTHERS) {
    refuse(own, `others may write to it (mode ${octal(facts)}); run: chmod go-w "${own.path}"`);
  }
}

function checkAncestor(own: OwnFolder, folder: string, facts: Stats): void {
  if (!(facts.mode & WORLD_WRITABLE) || facts.mode & STICKY) return;
  refuse(
    own,
    `everybody may replace it, for "${folder}" has mode ${octal(facts)}; run: chmod o-w "${folder}"`,
  );
}

function refuse({ path, what }: OwnFolder, why: string): never {
  throw new BailiffError('HOST_UNSUPPORTED', `Cannot use the ${what} folder "${path}": ${why}`);
}

function octal(facts: Stats): string {
  return `0${(facts.mode & 0o7777).toString(8)}`;
}
