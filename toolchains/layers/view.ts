import { join, posix } from 'node:path';
import type { Layer } from './layer.js';

/** A tree of the host, or a link to a path in the jail, that a jail is to show. */
export interface LayerMount {
  readonly host: string;
  readonly jail: string;
  readonly isLink: boolean;
}

/** How programs find the layers. */
export interface LayerView {
  readonly mounts: readonly LayerMount[];
  readonly env: Readonly<Record<string, string>>;
  /** Search paths: what a caller has under the same name comes before. */
  readonly paths: Readonly<Record<string, string>>;
}

/**
 * What numpy and matplotlib need in a jail: no display, settings where they can be written, and one thread, since BLAS
 * would start one for each core of the machine and reserve memory for it.
 */
const PYTHON_ENV = {
  MPLBACKEND: 'Agg',
  MPLCONFIGDIR: '/tmp/matplotlib',
  XDG_CACHE_HOME: '/tmp/cache', // of fontconfig, which matplotlib asks; else both write into the working folder
  OPENBLAS_NUM_THREADS: '1',
  OMP_NUM_THREADS: '1',
};

/**
 * Layers of one kind as a jail shows them, each at `/opt/layers/<name>`. Of two that hold a package the first counts.
 *
 * Python has a variable for it. Node's NODE_PATH serves `require` alone, so the packages that were asked for are
 * linked into `/node_modules`, where both ways of importing come to in the end from `/box`; theirs are found from
 * where the links lead to, so layers do not mix.
 */
export function viewOfLayers(layers: readonly Layer[]): LayerView {
  const mounts = layers.map((layer) => ({
    host: join(layer.folder, 'files'),
    jail: placeOf(layer),
    isLink: false,
  }));
  if (layers[0]?.kind === 'python')
    return { mounts, env: PYTHON_ENV, paths: { PYTHONPATH: mounts.map(({ jail }) => jail).join(':') } };
  const links = new Map<string, LayerMount>();
  for (const layer of layers) {
    for (const name of layer.direct) {
      const jail = posix.join('/node_modules', name);
      if (links.has(jail)) continue;
      links.set(jail, { host: posix.join(placeOf(layer), 'node_modules', name), jail, isLink: true });
    }
  }
  return { mounts: [...mounts, ...links.values()], env: {}, paths: {} };
}

function placeOf({ name }: Layer): string {
  return posix.join('/opt/layers', name);
}
