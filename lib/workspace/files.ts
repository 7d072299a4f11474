import { BailiffError } from '../errors.js';
import type { StepFile } from '../jail/step.js';
import type { JobFile } from '../options.js';
import { formatBytes } from '../units.js';
import { checkPath } from './paths.js';

const MAX_FILES = 500;
const MAX_BYTES = 32 * 2 ** 20;
const DEFAULT_MODE = 0o644;

/**
 * The files of a job, checked: at most 500, 32 MiB together, depth 16, none twice, none where another has its folder.
 *
 * @throws BailiffError INVALID_PATH or TOO_LARGE
 */
export function jobFiles(files: readonly JobFile[]): StepFile[] {
  if (files.length === 0) return [];
  if (files.length > MAX_FILES) throw tooLarge(`${files.length} files`, `${MAX_FILES}`);
  const checked = files.map(({ path, content, mode = DEFAULT_MODE }) => ({
    path: checkPath(path, 'files'),
    content: typeof content === 'string' ? Buffer.from(content) : content,
    mode,
  }));
  const bytes = checked.reduce((sum, file) => sum + file.content.length, 0);
  if (bytes > MAX_BYTES) throw tooLarge(formatBytes(bytes), formatBytes(MAX_BYTES));
  refuseClashes(checked.map((file) => file.path));
  return checked;
}

function refuseClashes(paths: readonly string[]): void {
  const seen = new Set<string>();
  for (const path of paths) {
    if (seen.has(path)) throw clash(path, 'is there twice');
    seen.add(path);
  }
  for (const path of paths) {
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
      if (seen.has(path.slice(0, at))) throw clash(path.slice(0, at), 'is both a file and a folder');
    }
  }
}

function clash(path: string, how: string): BailiffError {
  return new BailiffError('INVALID_PATH', `Cannot use the files: ${JSON.stringify(path)} ${how}`);
}

function tooLarge(given: string, allowed: string): BailiffError {
  return new BailiffError('TOO_LARGE', `Cannot take ${given} in a job: at most ${allowed} are allowed`);
}
