import { z } from 'zod';

/** Which package client makes a layer, and which languages can use it. */
export type LayerKind = 'python' | 'javascript';

/** What is kept beside a layer's files. */
export const LayerFacts = z.object({
  name: z.string(),
  kind: z.enum(['python', 'javascript']),
  /** What the packages were chosen for: `3.13` of Python, `22` of Node. */
  runtime: z.string(),
  /** Hash of the list that was asked for. */
  asked: z.string(),
  /** What came of it, dependencies included: `numpy 2.3.1`. */
  packages: z.array(z.string()),
  /** The packages that were asked for by name, and that programs may import. */
  direct: z.array(z.string()),
  bytes: z.number(),
});

export type LayerFacts = z.infer<typeof LayerFacts>;

/** Libraries that were installed once and that jails are shown read-only. */
export interface Layer extends LayerFacts {
  /** Its own folder; the packages are in `files` below it. */
  readonly folder: string;
}

/** A list of packages to make a layer of. */
export interface LayerList {
  readonly kind: LayerKind;
  /** The text of requirements.txt or package.json. */
  readonly text: string;
  /** The text of package-lock.json, if there is one. */
  readonly lock?: string;
}

/** Whether a layer may have the name: it becomes a folder's. */
export function isLayerName(name: string): boolean {
  return /^[a-z0-9](?:[a-z0-9_-]|\.(?=[a-z0-9])){0,63}$/.test(name);
}

/** The kind of layer that a language uses; `undefined` when it uses none. */
export function layerKindOf(language: string): LayerKind | undefined {
  if (language === 'python') return 'python';
  return language === 'javascript' || language === 'typescript' ? 'javascript' : undefined;
}

/** The part of a version that layers are chosen for. */
export function layerRuntime(kind: LayerKind, version: string): string {
  return version
    .split('.')
    .slice(0, kind === 'python' ? 2 : 1)
    .join('.');
}

/** Whether programs of a runtime can use it: compiled modules fit one Python 3.x, packages of Node a later one too. */
export function fitsRuntime(
  layer: Pick<LayerFacts, 'kind' | 'runtime'>,
  kind: LayerKind,
  runtime: string,
): boolean {
  if (layer.kind !== kind) return false;
  return kind === 'python' ? layer.runtime === runtime : Number(layer.runtime) <= Number(runtime);
}

/** `Python 3.13`, for messages. */
export function runtimeTitle(kind: LayerKind, runtime: string): string {
  return `${kind === 'python' ? 'Python' : 'Node.js'} ${runtime}`;
}
