import { getSystemErrorMap } from 'node:util';

/** What node:fs rejects with: an Error with `code`, `errno`, `syscall` and `path`. */
export interface FileError extends NodeJS.ErrnoException {
  readonly code: string;
}

/** Said of an error. */
export interface FileContext {
  readonly syscall: string;
  readonly path?: string;
  readonly dest?: string;
}

const EXDEV = 18;
const ESTALE = 116;

/** As Node words it. */
export function fileError(errno: number, { syscall, path, dest }: FileContext): FileError {
  const [code, message] = known(errno);
  const where = path === undefined ? '' : ` '${path}'${dest === undefined ? '' : ` -> '${dest}'`}`;
  const error = new Error(`${code}: ${message}, ${syscall}${where}`);
  return Object.assign(error, { errno: -errno, code, syscall, ...(path === undefined ? {} : { path }) });
}

/** A file error by its code. */
export function fileErrorOf(code: 'EFBIG' | 'EISDIR' | 'ENOENT' | 'ESTALE', context: FileContext): FileError {
  if (code === 'ESTALE') return fileError(ESTALE, context);
  for (const [errno, [name]] of getSystemErrorMap()) if (name === code) return fileError(-errno, context);
  throw new Error(`unknown error code ${code}`);
}

export function isFileError(error: unknown, code: string): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}

function known(errno: number): readonly [string, string] {
  if (errno === EXDEV) return ['EXDEV', 'it leads out of the workspace'];
  if (errno === ESTALE) return ['ESTALE', 'it was changed meanwhile'];
  return getSystemErrorMap().get(-errno) ?? [`E${errno}`, 'unknown error'];
}
