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
  const path = homePath(option);
  const home = await makeFolder(path);
  checkOwn(home, await stat(home));
  for (let folder = dirname(home); ; folder = dirname(folder)) {
    checkAncestor(home, folder, await stat(folder));
    if (folder === dirname(folder)) return home;
  }
}

async function makeFolder(path: string): Promise<string> {
  try {
    await mkdir(path, { recursive: true, mode: 0o755 });
    return await realpath(path);
  } catch (cause) {
    throw new BailiffError(
      'STORAGE_FAILED',
      `Cannot make the home folder "${path}" (${(cause as NodeJS.ErrnoException).code}): set BAILIFF_HOME to a folder that you may write to`,
      { cause },
    );
  }
}

function checkOwn(home: string, facts: Stats): void {
  const uid = process.geteuid?.();
  if (!facts.isDirectory()) refuse(home, 'it is not a folder; set BAILIFF_HOME to one');
  if (facts.uid !== uid) {
    refuse(home, `it belongs to user ${facts.uid}, not to ${uid}; set BAILIFF_HOME to a folder of your own`);
  }
  if (facts.mode & WRITABLE_BY_OTHERS) {
    refuse(home, `others may write to it (mode ${octal(facts)}); run: chmod go-w "${home}"`);
  }
}

function checkAncestor(home: string, folder: string, facts: Stats): void {
  if (!(facts.mode & WORLD_WRITABLE) || facts.mode & STICKY) return;
  refuse(
    home,
    `everybody may replace it, for "${folder}" has mode ${octal(facts)}; run: chmod o-w "${folder}"`,
  );
}

function refuse(home: string, why: string): never {
  throw new BailiffError('HOST_UNSUPPORTED', `Cannot use the home folder "${home}": ${why}`);
}

function octal(facts: Stats): string {
  return `0${(facts.mode & 0o7777).toString(8)}`;
}
