import { z } from 'zod';
import { ToolchainInstallError } from '../install-error.js';

const Specs = z.record(z.string(), z.string()).default({});
const PackageJson = z.object({
  dependencies: Specs,
  optionalDependencies: Specs,
  devDependencies: Specs,
  peerDependencies: Specs,
  workspaces: z.never({ error: 'workspaces are not taken' }).optional(),
});
const Lock = z.object({
  lockfileVersion: z.union([z.literal(2), z.literal(3)], { error: 'lockfileVersion must be 2 or 3' }),
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      link: z.boolean().optional(),
    }),
  ),
});

const RANGE = /^(?:npm:(?:@[a-z0-9._~-]+\/)?[a-z0-9._~-]+@)?[\w\s.*^~<>=|+-]*$/i;
const NAME = /^(?:@[a-z0-9_~-][a-z0-9._~-]*\/)?[a-z0-9_~-][a-z0-9._~-]*$/i;

/**
 * Checks a package.json, and its lock file if there is one, and names what programs may import. Only packages of a
 * registry are taken: npm would read folders, and build what comes from version control.
 *
 * @throws ToolchainInstallError naming the package
 */
export function readPackageJson(text: string, lock?: string): string[] {
  const { dependencies, optionalDependencies, devDependencies, peerDependencies } = parse(
    PackageJson,
    text,
    'package.json',
  );
  const all = [dependencies, optionalDependencies, devDependencies, peerDependencies].flatMap(
    Object.entries<string>,
  );
  for (const [name, spec] of all) if (!NAME.test(name) || !RANGE.test(spec)) refuse(name, spec);
  if (lock !== undefined) checkLock(lock);
  const names = Object.keys({ ...dependencies, ...optionalDependencies });
  if (names.length > 0) return names;
  throw new ToolchainInstallError(
    'Cannot make a layer of a package.json without dependencies',
    'name one in it',
  );
}

function checkLock(text: string): void {
  for (const [path, { resolved = '', link }] of Object.entries(
    parse(Lock, text, 'package-lock.json').packages,
  )) {
    if (link || (resolved !== '' && !/^https?:\/\//.test(resolved))) refuse(path, link ? 'a link' : resolved);
  }
}

function refuse(name: string, spec: string): never {
  throw new ToolchainInstallError(
    `Cannot make a layer of "${name}" (${spec}): only packages of a registry are taken, by version`,
    'publish it to a registry of your own, or leave it out',
  );
}

function parse<T extends z.ZodType>(schema: T, text: string, file: string): z.output<T> {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? cause.issues[0]!.message : (cause as Error).message;
    throw new ToolchainInstallError(`Cannot read ${file}: ${why}`, `mend ${file}`, { cause });
  }
}
