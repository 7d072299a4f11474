import { ToolchainInstallError } from './install-error.js';
import { isOnPath } from './on-path.js';
import type { Recipe } from './recipe.js';
import { type InstallerContext, runInstaller } from './run-installer.js';

/** A language and the Debian packages that it lacks. */
export interface PackageWish {
  readonly recipe: Recipe;
  readonly packages: readonly string[];
}

export interface AptOptions extends InstallerContext {
  /** What apt-get says of the sizes, before anything is fetched. */
  readonly onSize: (text: string) => void;
  /** A package of the language has been set up. */
  readonly onPackage: (recipe: Recipe, name: string) => void;
  /** The language cannot be had; the others go on. */
  readonly onFailure: (recipe: Recipe, error: ToolchainInstallError) => void;
}

const ENV = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
const LOCK = ['-o', 'DPkg::Lock::Timeout=300'] as const; // somebody else may be installing
const INSTALL = ['apt-get', ...LOCK, 'install', '-y', '--no-install-recommends'] as const;
/** A whole set of compilers is gigabytes. */
const TIMEOUT_MS = 2 * 3_600_000;

/**
 * Installs Debian packages: all in one call of apt-get, and one language after another when that fails, so that one
 * that cannot be had holds up none of the others. What an interrupted call has left half done is finished first.
 *
 * @throws ToolchainInstallError when we are not root or there is no apt-get
 */
export async function installPackages(wishes: readonly PackageWish[], options: AptOptions): Promise<void> {
  const packages = packagesOf(wishes);
  await checkAllowed(wishes, packages, options);
  const context = { ...options, env: ENV, timeoutMs: TIMEOUT_MS };
  const quietly = (argv: readonly [string, ...string[]]) =>
    runInstaller(argv, '', '', context).catch((error) => asInstallError(error).message);
  await quietly(['dpkg', '--configure', '-a']);
  await quietly(['apt-get', ...LOCK, 'update']); // a repository that has gone fails it, another may have them
  const asked = await quietly(['apt-get', 'install', '--no-install-recommends', '--assume-no', ...packages]);
  options.onSize(sizesIn(asked));
  const onLine = (line: string) => reportPackage(line, wishes, options);
  const attempt = (some: readonly PackageWish[]) =>
    runInstaller([...INSTALL, ...packagesOf(some)], purposeOf(some), nextStepFor(packagesOf(some)), {
      ...context,
      onLine,
    });
  const failure = await attempt(wishes).then(() => undefined, asInstallError);
  if (failure === undefined) return;
  if (wishes.length === 1) return options.onFailure(wishes[0]!.recipe, failure);
  for (const wish of wishes) {
    await attempt([wish]).catch((error) => options.onFailure(wish.recipe, asInstallError(error)));
  }
}

async function checkAllowed(
  wishes: readonly PackageWish[],
  packages: readonly string[],
  { path }: InstallerContext,
): Promise<void> {
  if (!(await isOnPath('apt-get', path))) {
    const nextStep = `install by this system's own package manager what Debian calls ${packages.join(', ')}`;
    throw new ToolchainInstallError(`Cannot install ${titlesOf(wishes)}: no apt-get on PATH`, nextStep);
  }
  if (process.geteuid?.() === 0) return;
  const message = `Cannot install ${titlesOf(wishes)}: only root may install Debian packages`;
  throw new ToolchainInstallError(message, nextStepFor(packages));
}

/** `Need to get 10 MB of archives. After this operation, 53 MB of additional disk space will be used.` */
function sizesIn(said: string): string {
  const fetched = /Need to get ([^\n]+?)(?:\/[^\n]+?)? of archives/.exec(said)?.[1];
  const disk = /After this operation, ([^\n]+?) of additional disk space/.exec(said)?.[1];
  return `${fetched ?? 'an unknown size'} to fetch, ${disk ?? 'an unknown size'} on disk`;
}

function reportPackage(line: string, wishes: readonly PackageWish[], { onPackage }: AptOptions): void {
  const name = /^Setting up ([^ :]+)/.exec(line)?.[1];
  if (name === undefined) return;
  for (const { recipe } of wishes.filter(({ packages }) => packages.includes(name))) onPackage(recipe, name);
}

function packagesOf(wishes: readonly PackageWish[]): string[] {
  return [...new Set(wishes.flatMap(({ packages }) => packages))];
}

function purposeOf(wishes: readonly PackageWish[]): string {
  return `install ${titlesOf(wishes)} by apt-get`;
}

function titlesOf(wishes: readonly PackageWish[]): string {
  return wishes.map(({ recipe }) => recipe.title).join(', ');
}

function nextStepFor(packages: readonly string[]): string {
  return `run: sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`;
}

/** Anything else, as a cancelled signal's reason, is thrown on. */
function asInstallError(error: unknown): ToolchainInstallError {
  if (error instanceof ToolchainInstallError) return error;
  throw error;
}
