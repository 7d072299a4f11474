import { z } from 'zod';
import { invalid, type Package } from '../package.js';
import type { Problem } from '../problem.js';
import { readYaml } from '../yaml.js';
import { loadLegacy } from './load-legacy.js';
import { loadModern } from './load-modern.js';
import { text } from './values.js';

/** By the value of `problem_format_version`. */
const LOADERS: ReadonlyMap<string, (from: Package) => Promise<Problem>> = new Map([
  ['legacy', loadLegacy],
  ['legacy-icpc', loadLegacy],
  ['2023-07-draft', loadModern],
  ['2023-07', loadModern],
  ['2025-09', loadModern],
  ['2025-09-draft', loadModern],
  ['draft', loadModern],
]);

const Version = z.looseObject({ problem_format_version: text.default('legacy') });

/**
 * Loads a package in the ICPC (Kattis) problem package format, by its `problem_format_version`: `legacy`, `legacy-icpc`,
 * `2023-07-draft` (renamed to 2025-09, and read as such) and `2025-09`.
 *
 * @throws BailiffError INVALID_PROBLEM for anything that is wrong or not supported, naming file and line.
 */
export async function loadIcpc(from: Package): Promise<Problem> {
  const version = (await readYaml(from, 'problem.yaml', Version))?.problem_format_version ?? 'legacy';
  if (!/^[a-z0-9]+$/.test(from.id))
    from.warnings.push(`the folder's name "${from.id}" should be of a-z and 0-9 only`);
  const load = LOADERS.get(version);
  if (load) return load(from);
  const known = [...LOADERS.keys()].join(', ');
  throw invalid(from, `problem_format_version "${version}" is not supported: known are ${known}`);
}
