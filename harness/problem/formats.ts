import { loadSuite } from '../suite/load-suite.js';
import type { Format } from './format.js';
import { loadFps } from './fps/load-fps.js';
import { loadIcpc } from './icpc/load-icpc.js';
import { find, list, type Package } from './package.js';
import { loadPlain } from './plain/load-plain.js';
import { loadPolygonContest } from './polygon/load-contest.js';
import { loadPolygon } from './polygon/load-polygon.js';

/** Every format that is read, in the order in which they are tried. */
export const FORMATS: readonly Format[] = [
  { name: 'FPS', detects: async ({ file }) => file !== undefined, load: loadFpsFile },
  { name: 'suite of unit tests', detects: has('suite.yaml'), load: only(loadSuite) },
  { name: 'Polygon contest', detects: has('contest.xml'), load: loadPolygonContest },
  { name: 'Polygon', detects: has('problem.xml'), load: only(loadPolygon) },
  { name: 'ICPC', detects: isIcpc, load: only(loadIcpc) },
  { name: 'plain folder', detects: holdsInputs, load: only(loadPlain) },
];

/** Files of which one makes a folder a package; a plain folder may have none of them. */
export const PACKAGE_FILES: readonly string[] = [
  'problem.yaml',
  'problem.xml',
  'contest.xml',
  'suite.yaml',
  'domjudge-problem.ini',
];

function loadFpsFile(from: Package, { home }: { readonly home?: string }) {
  return loadFps(from, from.file!, home);
}

function has(name: string): Format['detects'] {
  return async (from) => (await find(from, name))?.kind === 'file';
}

function only(load: (from: Package) => Promise<Awaited<ReturnType<typeof loadPlain>>>): Format['load'] {
  return async (from) => [await load(from)];
}

/** problem.yaml is a plain folder's own where there are inputs but no `data/`. */
async function isIcpc(from: Package): Promise<boolean> {
  const described = (await has('problem.yaml')(from)) || (await has('domjudge-problem.ini')(from));
  if (!described) return false;
  return (await find(from, 'data'))?.kind === 'folder' || !(await holdsInputs(from));
}

/** Inputs of a plain folder are in it, or in folders of it. */
async function holdsInputs(from: Package): Promise<boolean> {
  const quiet: Package = { ...from, warnings: [] };
  const entries = await list(quiet, '');
  if (entries.some(isInput)) return true;
  for (const { name, kind } of entries.slice(0, MAX_FOLDERS)) {
    if (kind === 'folder' && (await holdsInputsBelow(quiet, name, 1))) return true;
  }
  return false;
}

async function holdsInputsBelow(from: Package, folder: string, depth: number): Promise<boolean> {
  const entries = await list(from, folder);
  if (entries.some(isInput)) return true;
  if (depth >= MAX_DEPTH) return false;
  for (const { name, kind } of entries.slice(0, MAX_FOLDERS)) {
    if (kind === 'folder' && (await holdsInputsBelow(from, `${folder}/${name}`, depth + 1))) return true;
  }
  return false;
}

const MAX_DEPTH = 3;
const MAX_FOLDERS = 1_000;

function isInput({ name, kind }: { readonly name: string; readonly kind: string }): boolean {
  return kind === 'file' && name.endsWith('.in');
}
