import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { installByNpm } from './layers/install-npm.js';
import { sealFiles } from './layers/seal.js';
import type { CheckRecipe, ToolchainMount } from './recipe.js';
import type { InstallerContext } from './run-installer.js';
import { inStaging } from './staging.js';

/** Where `setup` keeps the packages of a check: of just these versions. */
function checkerFolder(home: string, language: string, { packages }: CheckRecipe): string {
  const hash = createHash('sha256').update(packages.lock).digest('hex').slice(0, 12);
  return join(home, 'toolchains', `${language}-checker-${hash}`);
}

/** The packages as a mount, when they are there. */
export function checkerMount(home: string, language: string, check: CheckRecipe): ToolchainMount | undefined {
  const host = checkerFolder(home, language, check);
  return existsSync(host) ? { host, jail: `/opt/${language}-checker` } : undefined;
}

/** Installs the packages of a check, whole or not at all. @throws ToolchainInstallError when they cannot be had */
export async function installChecker(
  language: string,
  check: CheckRecipe,
  context: InstallerContext & { readonly home: string },
): Promise<void> {
  const folder = checkerFolder(context.home, language, check);
  await inStaging(dirname(folder), `install ${check.title}`, async (staging) => {
    const [work, files] = [join(staging, 'work'), join(staging, 'files')];
    await mkdir(work);
    await installByNpm(check.packages, files, { ...context, cwd: work });
    await sealFiles(files);
    await rename(files, folder);
  });
}
