import { randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isLayerName, type Layer, LayerFacts } from './layer.js';

export const LAYER_FACTS = 'layer.json';

/** Where layers are: a folder for each name, in it one for each runtime. */
export function layersFolder(home: string): string {
  return join(home, 'layers');
}

/** Every layer that is whole, by name and runtime. */
export async function listLayers(home: string): Promise<Layer[]> {
  const names = await readdir(layersFolder(home)).catch(() => []);
  const layers = await Promise.all(names.sort().map((name) => findLayers(home, name)));
  return layers.flat();
}

/** The layers of a name: one for each kind and runtime. */
export async function findLayers(home: string, name: string): Promise<Layer[]> {
  if (!isLayerName(name)) return [];
  const folder = join(layersFolder(home), name);
  const builds = (await readdir(folder).catch(() => [])).filter((build) => !build.startsWith('.'));
  const layers = await Promise.all(builds.sort().map((build) => readLayer(join(folder, build))));
  return layers.filter((layer) => layer?.name === name) as Layer[];
}

/** Removes a layer for all runtimes, or one build of it. @returns whether it was there */
export async function removeLayers(layers: readonly Layer[], home: string): Promise<void> {
  for (const { folder } of layers) {
    const gone = join(layersFolder(home), `.gone-${randomUUID()}`);
    await rename(folder, gone); // at one stroke: nobody finds half of it
    await rm(gone, { recursive: true, force: true });
  }
}

async function readLayer(folder: string): Promise<Layer | undefined> {
  try {
    const facts = LayerFacts.parse(JSON.parse(await readFile(join(folder, LAYER_FACTS), 'utf8')));
    return { ...facts, folder };
  } catch {
    return undefined; // somebody else's, or damaged: as if it were not there
  }
}
