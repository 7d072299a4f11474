import { z } from 'zod';
import { loadIcpcLegacy } from './icpc-legacy.js';
import { invalid, openPackage, type Package } from './package.js';
import type { Problem } from './problem.js';
import { readYaml } from './yaml.js';

/** How strictly a package is read. */
export interface LoadOptions {
  /** Refuse what is otherwise passed over with a warning. @default false */
  readonly strict?: boolean;
}

/**
 * Loads a problem from its folder. One loader for each format: so far the legacy ICPC one.
 *
 * @throws BailiffError INVALID_PROBLEM when it is no package, is broken, or needs what is not supported yet.
 */
export async function loadProblem(folder: string, options: LoadOptions = {}): Promise<Problem> {
  const from = await openPackage(folder);
  const problem = await (await loaderOf(from))(from);
  const [warning] = problem.warnings;
  if (options.strict && warning !== undefined) throw invalid(from, warning);
  return problem;
}

type Loader = (from: Package) => Promise<Problem>;

/** By the value of `problem_format_version`. */
const LOADERS: ReadonlyMap<string, Loader> = new Map([
  ['legacy', loadIcpcLegacy],
  ['legacy-icpc', loadIcpcLegacy],
]);

const Version = z.looseObject({
  problem_format_version: z.union([z.string(), z.number()]).transform(String).optional(),
});

async function loaderOf(from: Package): Promise<Loader> {
  const yaml = await readYaml(from, 'problem.yaml', Version);
  if (!yaml)
    throw invalid(from, 'there is no problem.yaml: a problem is a folder in the ICPC problem package format');
  const version = yaml.problem_format_version ?? 'legacy';
  const loader = LOADERS.get(version);
  if (loader) return loader;
  throw invalid(
    from,
    `problem_format_version "${version}" is not supported: known are ${[...LOADERS.keys()].join(', ')}`,
  );
}
