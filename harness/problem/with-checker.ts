import { BailiffError } from '../../lib/index.js';
import type { Checker, CheckFunction } from '../checkers/checker.js';
import type { Problem } from './problem.js';

/**
 * The problem, its outputs judged by another checker: one of ours, or a function. A function is trusted: it runs in
 * this process.
 *
 * @example
 * const problem = withChecker(await loadProblem('problems/sum'), ({ output, answer }) => output.equals(answer));
 * @throws BailiffError INVALID_PROBLEM when it is not a checker that judges: interactive problems whose interactor does,
 * unit tests, several passes.
 */
export function withChecker(problem: Problem, checker: Checker | CheckFunction): Problem {
  const { task } = problem;
  const judgesItself =
    task.kind === 'suite' ||
    (task.kind === 'interactive' && task.protocol === 'validator') ||
    (task.kind === 'batch' && task.passes > 1);
  if (judgesItself)
    throw new BailiffError(
      'INVALID_PROBLEM',
      `Cannot change checker of "${problem.id}": it is part of the task`,
    );
  const chosen: Checker =
    typeof checker === 'function'
      ? { kind: 'function', name: checker.name || 'function', check: checker }
      : checker;
  return { ...problem, cases: problem.cases.map((testCase) => ({ ...testCase, checker: chosen })) };
}
