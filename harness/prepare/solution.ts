import { posix } from 'node:path';
import { BailiffError } from '../../lib/index.js';
import type { Tool } from '../checkers/checker.js';
import { filesBelow } from '../convert/files-below.js';
import type { Problem } from '../problem/problem.js';
import { findEntry } from '../submission/entry.js';

/**
 * The main solution as a tool, with what the problem puts to submissions of its language.
 *
 * @throws BailiffError INVALID_PROBLEM when it is not among the problem's submissions, or in no known language
 */
export async function solutionTool({ id, submissions, sources }: Problem, name: string): Promise<Tool> {
  const submission = submissions.find((each) => each.name === name);
  if (!submission)
    throw new BailiffError(
      'INVALID_PROBLEM',
      `Cannot prepare problem "${id}": there is no solution "${name}"`,
    );
  const own = await filesBelow(submission.path);
  const entry = findEntry(own.map(({ path }) => path));
  if (typeof entry === 'string')
    throw new BailiffError(
      'INVALID_PROBLEM',
      `Cannot prepare problem "${id}": the solution "${name}" ${entry}`,
    );
  const language = submission.language ?? entry.language;
  const include = sources.include[language] ?? sources.include.default ?? [];
  const taken = new Set(include.map(({ path }) => path));
  return {
    name: `solution ${name}`,
    language,
    main: posix.normalize(submission.entry ?? entry.main),
    files: [...own.filter(({ path }) => !taken.has(path)), ...include],
  };
}
