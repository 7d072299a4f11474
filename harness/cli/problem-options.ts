import type { Argv } from 'yargs';
import { z } from 'zod';
import { BailiffError, parseBytes, parseMs } from '../../lib/index.js';
import type { Checker } from '../checkers/checker.js';
import { parseCheckerSpec } from '../checkers/spec.js';
import { isProblem, loadProblems } from '../problem/load.js';
import { problemFromGlobs } from '../problem/plain.js';
import type { Problem } from '../problem/problem.js';
import { withChecker } from '../problem/with-checker.js';

const once = z.string({ error: 'give it once' });

/** Options that say what the problems are. */
export const problemShape = {
  input: z.array(z.string()).default([]),
  answer: z.array(z.string()).default([]),
  checker: once.optional(),
  'time-limit': limit(
    (text) => (/[a-z]/i.test(text) ? parseMs(text) : undefined),
    'a time with its unit, such as 2s or 500ms',
  ),
  'memory-limit': limit(parseBytes, 'a size, such as 256MiB'),
};

type ProblemArgs = z.output<z.ZodObject<typeof problemShape>> & { readonly strict: boolean };

export function addProblemOptions(yargs: Argv): Argv {
  const globs = { type: 'string', array: true, nargs: 1, requiresArg: true } as const;
  return yargs
    .option('input', { ...globs, describe: "Inputs of a problem that is no package, such as 'tests/*.in'" })
    .option('answer', { ...globs, describe: "Their answers, such as 'tests/*.ans'" })
    .option('time-limit', {
      type: 'string',
      requiresArg: true,
      describe: 'CPU time of a case, with --input [2s]',
    })
    .option('memory-limit', { type: 'string', requiresArg: true, describe: 'Memory, with --input [256MiB]' })
    .option('checker', {
      type: 'string',
      requiresArg: true,
      describe:
        'Judge outputs by this checker instead: its name, or JSON such as {"name":"numbers","tolerance":1e-6}',
    });
}

/** The problems that a command line names, and the paths that are left: submissions. */
export interface Named {
  readonly problems: readonly Problem[];
  readonly paths: readonly string[];
}

/**
 * Finds the problems: of the globs, else the first path and those behind it that are problems.
 *
 * @throws BailiffError INVALID_PROBLEM, INVALID_OPTIONS; also when no path is left for submissions.
 */
export async function findProblems(paths: readonly string[], args: ProblemArgs): Promise<Named> {
  const checker = args.checker === undefined ? undefined : readChecker(args.checker);
  const named = args.input.length > 0 ? await byGlobs(paths, args, checker) : await byPaths(paths, args);
  if (named.paths.length === 0)
    throw new BailiffError('INVALID_OPTIONS', 'Cannot grade: name the submissions behind the problems');
  if (!checker) return named;
  return { ...named, problems: named.problems.map((problem) => withChecker(problem, checker)) };
}

async function byGlobs(
  paths: readonly string[],
  args: ProblemArgs,
  checker: Checker | undefined,
): Promise<Named> {
  const { input: inputs, answer: answers, 'time-limit': timeMs, 'memory-limit': memoryBytes } = args;
  return { problems: [await problemFromGlobs({ inputs, answers, checker, timeMs, memoryBytes })], paths };
}

async function byPaths(paths: readonly string[], args: ProblemArgs): Promise<Named> {
  const foreign = (['answer', 'time-limit', 'memory-limit'] as const).find((name) => isGiven(args[name]));
  if (foreign !== undefined)
    throw new BailiffError(
      'INVALID_OPTIONS',
      `Cannot use --${foreign} without --input: packages have their own`,
    );
  const problems: Problem[] = [];
  let count = 0;
  for (const path of paths) {
    if (count > 0 && !(await isProblem(path))) break;
    problems.push(...(await loadProblems(path, { strict: args.strict })));
    count++;
  }
  return { problems, paths: paths.slice(count) };
}

function isGiven(value: readonly string[] | number | undefined): boolean {
  return typeof value === 'number' || (value !== undefined && value.length > 0);
}

function readChecker(text: string): Checker {
  const checker = parseCheckerSpec(specOf(text));
  if (typeof checker !== 'string') return checker;
  throw new BailiffError('INVALID_OPTIONS', `Cannot read --checker: ${checker}; see bailiff --help`);
}

function specOf(text: string): unknown {
  try {
    return text.startsWith('{') ? JSON.parse(text) : text;
  } catch {
    return text;
  }
}

function limit(parse: (text: string) => number | undefined, wanted: string) {
  return once.optional().transform((text, context): number | undefined => {
    if (text === undefined) return undefined;
    const value = parse(text);
    if (value !== undefined && value >= 1) return Math.round(value);
    context.addIssue({ code: 'custom', message: `${JSON.stringify(text)} is not ${wanted}` });
    return z.NEVER;
  });
}
