import { join } from 'node:path';
import { execa, type Options, type ResultPromise } from 'execa';
import { packageRoot } from '../../../lib/package-root.js';

/** The built command. */
export const BAILIFF = join(packageRoot(), 'dist', 'harness', 'cli', 'index.js');

/** Runs the built `bailiff`, as users have it, to its end, whatever its exit status. */
export function bailiff<const O extends Options>(args: readonly string[], options?: O): ResultPromise<O> {
  return execa(process.execPath, [BAILIFF, ...args], {
    reject: false,
    stdin: options?.input === undefined ? 'ignore' : 'pipe',
    stripFinalNewline: false,
    ...options,
  }) as unknown as ResultPromise<O>;
}
