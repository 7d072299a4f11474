import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Toolchain } from './recipe.js';
import { warmUpFolder } from './roots.js';
import { type InstallerContext, runInstaller } from './run-installer.js';
import { expandArgv, expandEnv } from './template.js';

export interface WarmUpContext extends InstallerContext {
  readonly home: string;
}

/**
 * Runs the warm-up of a toolchain on the host and keeps what it made, whole or not at all. A toolchain works without
 * it, only slower, so a failure is told and not thrown; but cancelling throws.
 *
 * @returns why it failed; `undefined` when the cache is there
 */
export async function warmUp(toolchain: Toolchain, context: WarmUpContext): Promise<string | undefined> {
  const folder = warmUpFolder(context.home, toolchain.recipe.name, toolchain.version);
  try {
    await mkdir(dirname(folder), { recursive: true, mode: 0o755 });
    const staging = await mkdtemp(join(dirname(folder), '.staging-'));
    await fill(toolchain, staging, context)
      .then(() => rename(join(staging, 'cache'), folder))
      .finally(() => rm(staging, { recursive: true, force: true }));
    return undefined;
  } catch (error) {
    context.signal?.throwIfAborted();
    return error instanceof Error ? error.message : String(error);
  }
}

async function fill(toolchain: Toolchain, staging: string, context: WarmUpContext): Promise<void> {
  const { recipe, command, root } = toolchain;
  if (recipe.warmUp === undefined)
    throw new Error(`Cannot warm up ${recipe.name}: its recipe has no warm-up`);
  const { argv, env = {}, files } = recipe.warmUp;
  const [work, cache] = [join(staging, 'work'), join(staging, 'cache')];
  await mkdir(work);
  await mkdir(cache);
  for (const [name, content] of Object.entries(files)) await writeFile(join(work, name), content);
  const tokens = { tool: command, root, cache };
  await runInstaller(expandArgv(argv, tokens), `warm up ${recipe.title}`, 'try again', {
    ...context,
    cwd: work,
    env: { ...expandEnv(env, tokens), HOME: work },
  });
  await makeReadable(cache);
}

/** Programs run as another user, whatever our umask is. */
async function makeReadable(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await chmod(path, 0o755);
    else if (entry.isFile()) await chmod(path, 0o644);
  }
}
