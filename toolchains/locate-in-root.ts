import { lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkerMount } from './checker.js';
import { isForThisMachine, newestFirst, withKit } from './locate.js';
import { versionIn } from './probe.js';
import type { Candidate, Recipe, Toolchain, ToolchainMount } from './recipe.js';
import { RECIPES } from './registry.js';
import { isOwnRoot, isSystem } from './roots.js';

export interface LocateInRootOptions {
  /** A folder with another system: its own /usr and what belongs to it, as debootstrap makes it. */
  readonly root: string;
  /** bailiff's own folder: for kits and checkers. */
  readonly home: string;
  /** @default every recipe of the registry */
  readonly recipes?: readonly Recipe[];
}

/** What is looked through, and what comes before a command in it. */
interface System extends LocateInRootOptions {
  readonly enter: readonly string[];
}

const BIN = '/usr/bin';
const WITH_PROC = ['--pid', '--fork', '--kill-child', '--mount-proc'] as const;

/**
 * Finds the toolchains of another system, each by the command in its /usr/bin. The commands are asked for their version
 * with that folder as their root, by unshare(1): whoever names the folder trusts what is in it.
 */
export async function locateInRoot(options: LocateInRootOptions): Promise<Toolchain[]> {
  const found: Toolchain[] = [];
  const system = { ...options, enter: await unshareArgv(options.root) };
  for (const recipe of (options.recipes ?? RECIPES).filter(isForThisMachine)) {
    const toolchains = [];
    for (const candidate of recipe.candidates) {
      const toolchain = await locateCandidate(recipe, candidate, system);
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
  { root, home, enter }: System,
): Promise<Toolchain | undefined> {
  const path = join(BIN, candidate.command);
  if (!(await isThere(join(root, path)))) return undefined;
  const real = (await runIn(enter, ['readlink', '-f', path]))?.trim();
  const said = await runIn(enter, [path, ...candidate.versionArgv], candidate.versionStdin);
  const version = versionIn(candidate, said);
  if (!real?.startsWith('/usr/') || version === undefined) return undefined;
  for (const companion of recipe.companions ?? []) {
    if (!(await isThere(join(root, dirname(real), companion)))) return undefined;
  }
  const settings = await settingsOf(candidate, dirname(dirname(real)), { root, enter });
  const checker = recipe.check && checkerMount(home, recipe.name, recipe.check);
  const mounts = [...settings, ...(checker ? [checker] : [])];
  const place = { root: '/usr', jailRoot: '/usr', system: root };
  return { recipe, version, command: real, ...place, mounts, checker: checker?.jail };
}

/** The folders outside of /usr that links of the toolchain lead to, by paths without a link in them. */
async function settingsOf(
  { links = [] }: Candidate,
  tree: string,
  { root, enter }: Pick<System, 'root' | 'enter'>,
): Promise<ToolchainMount[]> {
  const targets = await Promise.all(links.map((link) => runIn(enter, ['readlink', '-e', join(tree, link)])));
  const folders = targets.flatMap((target) => (target === undefined ? [] : [dirname(target.trim())]));
  return [...new Set(folders.filter((folder) => !isSystem(folder) && isOwnRoot(folder)))].map((folder) => ({
    host: join(root, folder),
    jail: folder,
  }));
}

/**
 * Without root it takes a user namespace to change the root folder. A JVM finds itself by /proc, which not every
 * container lets us mount.
 */
async function unshareArgv(root: string): Promise<string[]> {
  const user = process.geteuid?.() === 0 ? [] : ['--map-root-user'];
  const enter = [...user, `--root=${root}`, '--wd=/'];
  const withProc = [...WITH_PROC, ...enter];
  return (await runIn(withProc, ['readlink', '-f', '/'])) === undefined ? enter : withProc;
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
