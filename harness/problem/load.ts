import { existsSync } from 'node:fs';
import { BailiffError } from '../../lib/index.js';
import { blamingHost } from '../host-errors.js';
import { validateGroups } from '../scoring/index.js';
import type { LoadOptions } from './format.js';
import { FORMATS } from './formats.js';
import { isPackage, openSource } from './open.js';
import { invalid } from './package.js';
import type { Problem } from './problem.js';

export type { Format, LoadOptions } from './format.js';

/** Most names that a message lists. */
const MAX_LISTED = 10;

/**
 * Loads the problem at a path: a folder, a zip file of one, or an FPS file; see {@link loadProblems}.
 *
 * @example
 * const problem = await loadProblem('problems/aplusb');
 * const second = await loadProblem('course.xml#course-2');
 * @throws BailiffError INVALID_PROBLEM when it is no package or is broken, with file and line; when there are several
 * problems at the path and none is named.
 */
export async function loadProblem(path: string, options: LoadOptions = {}): Promise<Problem> {
  const problems = await loadProblems(path, options);
  const [only] = problems;
  if (problems.length === 1 && only) return only;
  throw new BailiffError(
    'INVALID_PROBLEM',
    `Cannot load problem "${path}": it holds ${problems.length} problems: name one as "${path}#${only?.id}" (${listed(problems)})`,
  );
}

/**
 * Loads all problems at a path: packages of the ICPC problem package format (legacy, 2023-07-draft, 2025-09) and of
 * Polygon, contests of Polygon, FPS files, plain folders of tests, suites of unit tests. The format is told by the
 * names of files. `path#id` is one problem of several.
 *
 * @throws BailiffError INVALID_PROBLEM, with file and line; with `strict` also for what is otherwise only warned of.
 */
export async function loadProblems(path: string, options: LoadOptions = {}): Promise<readonly Problem[]> {
  const { file, item } = split(path);
  const problems = await blamingHost(file, () => loadAll(file, options));
  if (item === undefined) return problems;
  const found = problems.find(({ id }) => id === item);
  if (found) return [found];
  throw new BailiffError(
    'INVALID_PROBLEM',
    `Cannot load problem "${path}": "${file}" has no "${item}", but ${listed(problems)}`,
  );
}

/** Whether a path is certainly a problem, see {@link isPackage}; with `#id`, too. */
export function isProblem(path: string): Promise<boolean> {
  return isPackage(split(path).file);
}

async function loadAll(path: string, options: LoadOptions): Promise<readonly Problem[]> {
  const from = await openSource(path, options.home);
  for (const format of FORMATS) {
    if (!(await format.detects(from))) continue;
    const problems = await format.load(from, options);
    for (const problem of problems) check(problem, options);
    return problems;
  }
  const known = FORMATS.map(({ name }) => name).join(', ');
  throw invalid(
    from,
    `it is in no format that is known (${known}): there is no problem.yaml, problem.xml or *.in`,
  );
}

function check(problem: Problem, { strict }: LoadOptions): void {
  const fault = validateGroups(problem) ?? (strict ? problem.warnings[0] : undefined);
  if (fault !== undefined) throw invalid(problem, fault);
}

function split(path: string): { readonly file: string; readonly item: string | undefined } {
  const at = path.lastIndexOf('#');
  if (at <= 0 || existsSync(path)) return { file: path, item: undefined };
  return { file: path.slice(0, at), item: path.slice(at + 1) };
}

function listed(problems: readonly Problem[]): string {
  const names = problems.slice(0, MAX_LISTED).map(({ id }) => `"${id}"`);
  return `${names.join(', ')}${problems.length > MAX_LISTED ? ', …' : ''}`;
}
