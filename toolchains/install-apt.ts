import { join } from 'node:path';
import { realExecutable } from './candidate-commands.js';
import { ToolchainInstallError } from './install-error.js';
import type { Recipe } from './recipe.js';
import { type InstallerContext, runInstaller } from './run-installer.js';

const APT_ENV = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };

/**
 * Installs the Debian packages of the recipes, in one call of apt-get.
 *
 * @throws ToolchainInstallError when we are not root, there is no apt-get, or it fails
 */
export async function installPackages(recipes: readonly Recipe[], context: InstallerContext): Promise<void> {
  const packages = [...new Set(recipes.flatMap((recipe) => recipe.debian))];
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...packages] as const;
  const titles = recipes.map((recipe) => recipe.title).join(', ');
  if (!(await isOnPath('apt-get', context.path))) {
    const nextStep = `install by this system's own package manager what Debian calls ${packages.join(', ')}`;
    throw new ToolchainInstallError(`Cannot install ${titles}: no apt-get on PATH`, nextStep);
  }
  const nextStep = `run: sudo apt-get update && sudo ${install.join(' ')}`;
  if (process.geteuid?.() !== 0) {
    throw new ToolchainInstallError(
      `Cannot install ${titles}: only root may install Debian packages`,
      nextStep,
    );
  }
  const apt = { ...context, env: APT_ENV };
  // A repository that has gone fails the update though the packages may be had from another one.
  await runInstaller(['apt-get', 'update'], 'update the list of packages', nextStep, apt).catch(
    ignoreFailedUpdate,
  );
  await runInstaller(install, `install ${titles} by apt-get`, nextStep, apt);
}

function ignoreFailedUpdate(error: unknown): void {
  if (!(error instanceof ToolchainInstallError)) throw error;
}

async function isOnPath(command: string, path: readonly string[]): Promise<boolean> {
  const found = await Promise.all(path.map((folder) => realExecutable(join(folder, command))));
  return found.some((real) => real !== undefined);
}
