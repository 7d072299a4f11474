import { createHash } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ToolchainInstallError } from '../install-error.js';
import type { Toolchain } from '../recipe.js';
import type { InstallerContext } from '../run-installer.js';
import { inStaging } from '../staging.js';
import { installByNpm } from './install-npm.js';
import { installByPip } from './install-pip.js';
import {
  isLayerName,
  type Layer,
  type LayerFacts,
  type LayerList,
  layerKindOf,
  layerRuntime,
} from './layer.js';
import { readPackageJson } from './package-json.js';
import { readRequirements } from './requirements.js';
import { sealFiles } from './seal.js';
import { findLayers, LAYER_FACTS, layersFolder, removeLayers } from './store.js';

export interface LayerContext extends InstallerContext {
  /** bailiff's own folder, writable. */
  readonly home: string;
}

/**
 * Makes a layer for one runtime by the ordinary package client, on the host, with the packages' own scripts turned off.
 * It is whole or not there; an older one of the name for that runtime makes room when the new one is there.
 *
 * @throws ToolchainInstallError when the name or the list is refused, or something cannot be had. Nothing is left then.
 */
export async function createLayer(
  name: string,
  list: LayerList,
  toolchain: Toolchain,
  context: LayerContext,
): Promise<Layer> {
  const direct = checkLayer(name, list, toolchain);
  const parent = layersFolder(context.home);
  try {
    return await inStaging(parent, 'keep it', (staging) =>
      make(name, list, toolchain, { ...context, staging, direct }),
    );
  } catch (error) {
    context.signal?.throwIfAborted();
    throw named(name, error);
  }
}

async function make(
  name: string,
  list: LayerList,
  toolchain: Toolchain,
  { staging, direct, ...context }: LayerContext & { readonly staging: string; readonly direct: string[] },
): Promise<Layer> {
  const work = join(staging, 'work');
  const made = join(staging, 'layer');
  const files = join(made, 'files');
  await mkdir(work);
  await mkdir(made);
  const place = { ...context, cwd: work };
  const packages =
    list.kind === 'python'
      ? await installByPip(list, toolchain.command, files, place)
      : await installByNpm(list, files, place);
  const facts: LayerFacts = {
    ...identityOf(name, list, toolchain),
    packages: packages.sort(),
    direct,
    bytes: await sealFiles(files),
  };
  await writeFile(join(made, LAYER_FACTS), JSON.stringify(facts, undefined, 2));
  return publish(made, facts, context.home);
}

/** The layer of just this list and runtime, when it is there. */
export async function presentLayer(
  name: string,
  list: LayerList,
  toolchain: Toolchain,
  home: string,
): Promise<Layer | undefined> {
  const { kind, runtime, asked } = identityOf(name, list, toolchain);
  const layers = await findLayers(home, name);
  return layers.find((layer) => layer.kind === kind && layer.runtime === runtime && layer.asked === asked);
}

function identityOf(name: string, { kind, text, lock = '' }: LayerList, { version }: Toolchain) {
  const asked = createHash('sha256').update(`${process.arch}\0${text}\0${lock}`).digest('hex').slice(0, 16);
  return { name, kind, runtime: layerRuntime(kind, version), asked };
}

function checkLayer(name: string, list: LayerList, { recipe }: Toolchain): string[] {
  if (!isLayerName(name)) {
    throw new ToolchainInstallError(
      `Cannot make a layer named ${JSON.stringify(name)}: names are of a-z, 0-9, ".", "_" and "-", and start with a letter or digit`,
      'choose another name',
    );
  }
  if (layerKindOf(recipe.name) !== list.kind)
    throw new ToolchainInstallError(
      `Cannot make a layer of ${list.kind} packages for ${recipe.title}`,
      'name a version of the packages’ own language',
    );
  try {
    return list.kind === 'python' ? readRequirements(list.text) : readPackageJson(list.text, list.lock);
  } catch (error) {
    throw named(name, error);
  }
}

async function publish(made: string, facts: LayerFacts, home: string): Promise<Layer> {
  const { name, kind, runtime, asked, packages } = facts;
  const hash = createHash('sha256')
    .update(JSON.stringify([asked, packages]))
    .digest('hex')
    .slice(0, 12);
  const folder = join(layersFolder(home), name, `${kind}-${runtime}-${hash}`);
  const before = (await findLayers(home, name)).filter((old) => old.kind === kind && old.runtime === runtime);
  if (!before.some((old) => old.folder === folder)) {
    await mkdir(join(folder, '..'), { recursive: true, mode: 0o755 });
    await rm(folder, { recursive: true, force: true }); // damaged, else it were among them
    await rename(made, folder);
  }
  await removeLayers(
    before.filter((old) => old.folder !== folder),
    home,
  );
  return { ...facts, folder };
}

function named(name: string, error: unknown): ToolchainInstallError {
  const nextStep = error instanceof ToolchainInstallError ? error.nextStep : 'try again';
  const message = error instanceof Error ? error.message : String(error);
  return new ToolchainInstallError(`Cannot make the layer "${name}": ${message}`, nextStep, { cause: error });
}
