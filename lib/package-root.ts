import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BailiffError } from './errors.js';

/** The package's own folder: the same one from its sources (lib/) and as built (dist/lib/). */
export function packageRoot(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (readPackage(folder)?.name === 'bailiff') return folder;
    if (folder === dirname(folder)) {
      throw new BailiffError(
        'HOST_UNSUPPORTED',
        'Cannot find the package folder of bailiff: install bailiff again',
      );
    }
  }
}

/** The version in package.json. */
export function packageVersion(): string {
  return readPackage(packageRoot())?.version ?? 'unknown';
}

function readPackage(folder: string): { readonly name?: string; readonly version?: string } | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      name?: string;
      version?: string;
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
