import { lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isForThisMachine, newestFirst, withKit } from './locate.js';
import { versionIn } from './probe.js';
import type { Candidate, Recipe, Toolchain } from './recipe.js';
import { RECIPES } from './registry.js';

export interface LocateInRootOptions {
  /** A folder with another system: its own /usr and what belongs to it, as debootstrap makes it. */
  readonly root: string;
  /** bailiff's own folder: for kits. */
  readonly home: string;
  /** @default every recipe of the registry */
  readonly recipes?: readonly Recipe[];
}

const BIN = '/usr/bin';

/**
 * Finds the toolchains of another system, each by the command in its /usr/bin. The commands are asked for their version
 * with that folder as their root, by unshare(1): whoever names the folder trusts what is in it.
 */
export async function locateInRoot(options: LocateInRootOptions): Promise<Toolchain[]> {
  const found: Toolchain[] = [];
  for (const recipe of (options.recipes ?? RECIPES).filter(isForThisMachine)) {
    const toolchains = [];
    for (const candidate of recipe.candidates) {
      const toolchain = await locateCandidate(recipe, candidate, options.root);
      if (toolchain) toolchains.push(toolchain);
    }
    const newest = newestFirst(toolchains);
    found.push(...(recipe.kit ? withKit(recipe.kit, newest, options.home) : newest));
  }
  return found;
}

async function locateCandidate(
  recipe: Recipe,
  candidate: Candidate,
  root: string,
): Promise<Toolchain | undefined> {
  const path = join(BIN, candidate.command);
  if (!(await isThere(join(root, path)))) return undefined;
  const enter = unshareArgv(root);
  const real = (await runIn(enter, ['readlink', '-f', path]))?.trim();
  const said = await runIn(enter, [path, ...candidate.versionArgv], candidate.versionStdin);
  const version = versionIn(candidate, said);
  if (!real?.startsWith('/usr/') || version === undefined) return undefined;
  for (const companion of recipe.companions ?? []) {
    if (!(await isThere(join(root, dirname(real), companion)))) return undefined;
  }
  return { recipe, version, command: real, root: '/usr', jailRoot: '/usr', mounts: [], system: root };
}

/** Without root it takes a user namespace to change the root folder. */
function unshareArgv(root: string): string[] {
  const user = process.geteuid?.() === 0 ? [] : ['--map-root-user'];
  return [...user, `--root=${root}`, '--wd=/'];
}

async function runIn(
  enter: readonly string[],
  argv: readonly string[],
  input?: string,
): Promise<string | undefined> {
  const { execa } = await import('execa'); // 50 ms to load, which a plain run never needs
  const { failed, all } = await execa('unshare', [...enter, ...argv], {
    env: { PATH: `${BIN}:/bin`, LC_ALL: 'C', HOME: '/' },
    extendEnv: false,
    ...(input === undefined ? { stdin: 'ignore' } : { input }),
    all: true,
    reject: false,
    timeout: 10_000,
    killSignal: 'SIGKILL',
  });
  return failed ? undefined : all;
}

/** A link counts too: within another root it may lead where the host has nothing. */
async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
