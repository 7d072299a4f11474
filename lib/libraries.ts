import { statSync } from 'node:fs';
import { join } from 'node:path';
import {
  builtinLayer,
  findLayers,
  fitsRuntime,
  isLayerName,
  type Layer,
  type LayerKind,
  layerKindOf,
  layerRuntime,
  layersFolder,
  runtimeTitle,
  type Toolchain,
  viewOfLayers,
} from '../toolchains/index.js';
import { BailiffError } from './errors.js';
import type { Root } from './jail/root.js';

/** What the libraries of a job add to its jails. */
export interface JobLibraries {
  readonly roots: readonly Root[];
  readonly env: Readonly<Record<string, string>>;
  /** Search paths, behind the caller's own of the same name. */
  readonly paths: Readonly<Record<string, string>>;
}

/** Which layers are wanted: those that a call names, else those of the runner, as far as they are for the language. */
export interface WantedLibraries {
  readonly named: readonly string[] | undefined;
  readonly usual: readonly string[];
}

/** Of jobs without any. */
export const NO_LIBRARIES: JobLibraries = { roots: [], env: {}, paths: {} };

/** Finds layers for jobs. */
export type FindLibraries = (toolchain: Toolchain, wanted: WantedLibraries) => Promise<JobLibraries>;

/** `home` is resolved. What is found is remembered until the folder of a layer changes. */
export function createLibraryFinder(home: string): FindLibraries {
  const seen = new Map<string, { readonly stamp: number; readonly layers: Promise<Layer[]> }>();

  return async (toolchain, { named, usual }) => {
    const names = [...new Set(named ?? usual)];
    if (names.length === 0) return NO_LIBRARIES;
    const kind = layerKindOf(toolchain.recipe.name);
    if (kind === undefined) {
      if (named === undefined) return NO_LIBRARIES;
      throw new BailiffError(
        'INVALID_OPTIONS',
        `Cannot use libraries with ${toolchain.recipe.title}: only Python, JavaScript and TypeScript have them`,
      );
    }
    const found = await Promise.all(
      names.map(async (name) => pick(await layersOf(name), { name, kind, toolchain })),
    );
    const strange = found.indexOf(undefined);
    if (strange >= 0 && named !== undefined) throw otherKind(names[strange]!, toolchain);
    const layers = found.filter((layer) => layer !== undefined);
    if (layers.length === 0) return NO_LIBRARIES;
    const { mounts, env, paths } = viewOfLayers(layers);
    const roots = mounts.map(({ host, jail, isLink }) => ({
      from: host,
      to: jail,
      ...(isLink && { isLink }),
    }));
    return { roots, env, paths };
  };

  function layersOf(name: string): Promise<Layer[]> {
    if (!isLayerName(name))
      throw new BailiffError(
        'INVALID_OPTIONS',
        `Cannot use libraries ${JSON.stringify(name)}: no layer has such a name`,
      );
    const stamp = statSync(join(layersFolder(home), name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    const known = seen.get(name);
    if (known?.stamp === stamp) return known.layers;
    const layers = findLayers(home, name);
    seen.set(name, { stamp, layers });
    return layers;
  }
}

interface Asked {
  readonly name: string;
  readonly kind: LayerKind;
  readonly toolchain: Toolchain;
}

/** The layer for the toolchain; `undefined` when the name is that of libraries for another language. */
function pick(layers: readonly Layer[], { name, kind, toolchain }: Asked): Layer | undefined {
  const runtime = layerRuntime(kind, toolchain.version);
  const fits = layers.findLast((layer) => fitsRuntime(layer, kind, runtime));
  if (fits) return fits;
  const others = layers.filter((layer) => layer.kind === kind);
  if (others.length > 0) {
    const there = others.map((other) => runtimeTitle(kind, other.runtime)).join(', ');
    throw new BailiffError(
      'TOOLCHAIN_MISSING',
      `Cannot use libraries "${name}" with ${runtimeTitle(kind, runtime)}: they are there for ${there}; run: bailiff layer create ${name} --for ${toolchain.recipe.name}@${runtime}${listHint(name, kind)}`,
    );
  }
  if (layers.length > 0 || (builtinLayer(name) && builtinLayer(name)!.kind !== kind)) return undefined;
  const command = builtinLayer(name)
    ? `setup --libraries ${name}`
    : `layer create ${name}${listHint(name, kind)}`;
  throw new BailiffError(
    'TOOLCHAIN_MISSING',
    `Cannot use libraries "${name}": they are not installed; run: bailiff ${command}`,
  );
}

function listHint(name: string, kind: LayerKind): string {
  if (builtinLayer(name)) return '';
  return kind === 'python' ? ' --python requirements.txt' : ' --javascript package.json';
}

function otherKind(name: string, { recipe }: Toolchain): BailiffError {
  return new BailiffError(
    'INVALID_OPTIONS',
    `Cannot use libraries "${name}" with ${recipe.title}: they are for another language`,
  );
}
