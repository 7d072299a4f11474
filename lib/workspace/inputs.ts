import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { BailiffError } from '../errors.js';
import type { StepInput } from '../jail/step.js';
import { checkPath } from './paths.js';

const MAX_INPUTS = 500;

/**
 * Files of the host that a step may read at `/in/files/<name>`, checked: at most 500, plain names, regular files.
 *
 * @throws BailiffError INVALID_PATH or TOO_LARGE
 */
export async function stepInputs(inputs: Readonly<Record<string, string>> = {}): Promise<StepInput[]> {
  const all = Object.entries(inputs).map(([name, source]) => ({
    name: checkName(name),
    source: resolve(source),
  }));
  if (all.length > MAX_INPUTS)
    throw new BailiffError(
      'TOO_LARGE',
      `Cannot take ${all.length} inputs for one run: at most ${MAX_INPUTS} are allowed`,
    );
  await Promise.all(all.map(checkSource));
  return all;
}

function checkName(name: string): string {
  if (!name.includes('/')) return checkPath(name, 'inputs');
  throw new BailiffError(
    'INVALID_PATH',
    `Cannot use the name ${JSON.stringify(name)} in inputs: it contains a slash; give a plain name such as "answer"`,
  );
}

/** By its kind, not by opening it: that would wait for ever on a FIFO. */
async function checkSource({ name, source }: StepInput): Promise<void> {
  try {
    if (!(await stat(source)).isFile()) throw new Error('it is not a regular file');
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? (cause as Error).message;
    throw new BailiffError(
      'INVALID_PATH',
      `Cannot read the input ${JSON.stringify(name)} from "${source}" (${why}): give the path of a readable file`,
      { cause },
    );
  }
}
