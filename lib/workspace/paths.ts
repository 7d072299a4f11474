import { BailiffError } from '../errors.js';

const MAX_SEGMENT_BYTES = 255;
const MAX_DEPTH = 16;

/**
 * A path below the working folder as the jail takes it. Nothing is normalised: a path that would need it is refused.
 *
 * @throws BailiffError INVALID_PATH for absolute paths, `..`, `.`, empty parts, NUL bytes, lone surrogates, or too much depth or length.
 */
export function checkPath(path: string, what: string): string {
  const problem = problemOf(path);
  if (problem === undefined) return path;
  throw new BailiffError(
    'INVALID_PATH',
    `Cannot use the path ${JSON.stringify(path)} in ${what}: it ${problem}; give a relative path such as "src/main.c"`,
  );
}

function problemOf(path: string): string | undefined {
  const parts = path.split('/');
  if (path === '') return 'is empty';
  if (path.includes('\0')) return 'contains a NUL byte';
  if (!path.isWellFormed()) return 'is not well-formed text';
  if (path.startsWith('/')) return 'is absolute';
  if (parts.includes('..')) return 'leads out of its folder';
  if (parts.some((part) => part === '' || part === '.')) return 'has an empty or "." part';
  if (parts.length > MAX_DEPTH) return `is more than ${MAX_DEPTH} folders deep`;
  if (parts.some((part) => Buffer.byteLength(part) > MAX_SEGMENT_BYTES))
    return `has a name of more than ${MAX_SEGMENT_BYTES} bytes`;
  return undefined;
}
