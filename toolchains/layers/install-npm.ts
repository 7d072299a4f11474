import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type InstallerContext, runInstaller } from '../run-installer.js';
import type { LayerList } from './layer.js';

const FLAGS = [
  '--ignore-scripts', // packages are unpacked, and nothing of theirs is run
  '--omit=dev',
  '--no-bin-links',
  '--no-audit',
  '--no-fund',
  '--fetch-retries=1',
] as const;

const Installed = z.object({ packages: z.record(z.string(), z.object({ version: z.string() })) });

/** Installs a package.json into `files/node_modules`. @returns what is there, as `name version` */
export async function installByNpm(
  list: Pick<LayerList, 'text' | 'lock'>,
  files: string,
  context: InstallerContext & { readonly cwd: string },
): Promise<string[]> {
  await mkdir(files);
  await writeFile(join(context.cwd, 'package.json'), list.text);
  if (list.lock !== undefined) await writeFile(join(context.cwd, 'package-lock.json'), list.lock);
  await runInstaller(
    ['npm', list.lock === undefined ? 'install' : 'ci', ...FLAGS],
    'install by npm',
    'check the names and versions, and the network',
    context,
  );
  const modules = join(context.cwd, 'node_modules');
  const record = join(modules, '.package-lock.json');
  const { packages } = Installed.parse(JSON.parse(await readFile(record, 'utf8')));
  await rm(record); // names the registry, which is nothing to programs
  await rename(modules, join(files, 'node_modules'));
  return Object.entries(packages).map(
    ([path, { version }]) => `${path.split('node_modules/').at(-1)} ${version}`,
  );
}
