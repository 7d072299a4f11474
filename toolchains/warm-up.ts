import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fetchFolder } from './fetch.js';
import { makeReadable } from './readable.js';
import type { Argv, Toolchain, WarmUp } from './recipe.js';
import { warmUpFolder } from './roots.js';
import { type InstallerContext, runInstaller } from './run-installer.js';
import { inStaging } from './staging.js';
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
  const folder = warmUpFolder(context.home, toolchain);
  const { name, warmUp: recipe } = toolchain.recipe;
  if (recipe === undefined) return `Cannot warm up ${name}: its recipe has no warm-up`;
  try {
    await inStaging(dirname(folder), `warm up ${name}`, async (staging) => {
      await fill(toolchain, recipe, staging, context);
      await rename(join(staging, 'cache'), folder);
    });
    await removeOlder(folder, `${name}-cache-${toolchain.version}-`);
    return undefined;
  } catch (error) {
    context.signal?.throwIfAborted();
    return error instanceof Error ? error.message : String(error);
  }
}

async function fill(
  { recipe, command, root }: Toolchain,
  { steps, env = {}, files = {}, folders = [] }: WarmUp,
  staging: string,
  context: WarmUpContext,
): Promise<void> {
  const [work, cache] = [join(staging, 'work'), join(staging, 'cache')];
  for (const folder of [work, cache, ...folders.map((path) => join(cache, path))])
    await mkdir(folder, { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(work, path)), { recursive: true });
    await writeFile(join(work, path), content);
  }
  const kit = recipe.kit && fetchFolder(context.home, recipe.kit);
  const tokens = { tool: command, root, cache, ...(kit !== undefined && { kit }) };
  const place = { ...context, cwd: work, env: { ...expandEnv(env, tokens), HOME: work } };
  for (const step of steps) await runFirst(step, tokens, `warm up ${recipe.title}`, place);
  await makeReadable(cache);
}

/** Runs the first of the commands that succeeds. @throws what the last one does */
async function runFirst(
  commands: readonly Argv[],
  tokens: Readonly<Record<string, string>>,
  purpose: string,
  place: InstallerContext,
): Promise<void> {
  for (const [i, command] of commands.entries()) {
    try {
      await runInstaller(expandArgv(command, tokens), purpose, 'try again', place);
      return;
    } catch (error) {
      if (place.signal?.aborted || i === commands.length - 1) throw error;
    }
  }
}

/** What another file of the same version, or another recipe, had made: nobody asks for it any more. */
async function removeOlder(folder: string, prefix: string): Promise<void> {
  for (const name of await readdir(dirname(folder))) {
    if (!name.startsWith(prefix) || name === basename(folder)) continue;
    await rm(join(dirname(folder), name), { recursive: true, force: true });
  }
}
