import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ToolchainInstallError } from '../install-error.js';
import { type InstallerContext, runInstaller } from '../run-installer.js';
import type { LayerList } from './layer.js';

type Command = readonly [string, ...string[]];

const INSTALL = [
  'install',
  '--only-binary=:all:', // a wheel is unpacked; anything else would run the code of the package
  '--no-input',
  '--no-warn-script-location',
  '--root-user-action=ignore',
  '--disable-pip-version-check',
] as const;

/** Installs a requirements.txt for one Python into `files`. @returns what is there, as `name version` */
export async function installByPip(
  list: LayerList,
  python: string,
  files: string,
  context: InstallerContext & { readonly cwd: string },
): Promise<string[]> {
  const requirements = join(context.cwd, 'requirements.txt');
  await mkdir(files);
  await writeFile(requirements, list.text);
  const pip = await findPip(python, context);
  const hashed = /(^|\s)--hash[=\s]/m.test(list.text) ? ['--require-hashes'] : [];
  await runInstaller(
    [...pip, ...INSTALL, ...hashed, '--target', files, '-r', requirements],
    'install by pip',
    'check the names, versions and hashes, and that each package has a wheel for this Python and machine',
    context,
  );
  return (await readdir(files)).flatMap((name) => {
    const [, packageName, version] = /^(.+)-([^-]+)\.dist-info$/.exec(name) ?? [];
    return packageName === undefined ? [] : [`${packageName} ${version}`];
  });
}

/** A Python's own pip, or another one's that works for it: Debian's has none. */
async function findPip(python: string, context: InstallerContext): Promise<Command> {
  const foreign = ['--python', python] as const;
  const pips: Command[] = [
    [python, '-m', 'pip'],
    ['pip3', ...foreign],
    ['python3', '-m', 'pip', ...foreign],
  ];
  for (const pip of pips) {
    try {
      await runInstaller([...pip, '--version'], 'find pip', '', context);
      return pip;
    } catch {
      context.signal?.throwIfAborted();
    }
  }
  throw new ToolchainInstallError(
    `Cannot find pip 22.3 or later for "${python}"`,
    'run: apt-get install python3-pip',
  );
}
