import { check } from '../checkers/check.js';
import type { Checker } from '../checkers/checker.js';
import { eachOf } from '../prepare/each-of.js';
import type { Problem, TestCase } from '../problem/problem.js';
import type { Linting } from './linting.js';

/**
 * Every answer, handed in as an output, must be accepted by the checker of its case. Not where a checker needs more than
 * an output: in interaction, and in several passes.
 */
export async function lintAnswers(linting: Linting): Promise<void> {
  const { problem, findings, concurrency, signal } = linting;
  if (!isJudgedByOutput(problem)) return;
  await eachOf(problem.cases, concurrency, async (testCase) => {
    signal?.throwIfAborted();
    if (testCase.answerFile !== undefined) await lintAnswer(linting, testCase, testCase.answerFile);
    else if (needsAnswer(testCase.checker)) findings.error(testCase.name, 'it has no answer');
  });
}

async function lintAnswer(
  { problem, tools, findings, signal }: Linting,
  testCase: TestCase,
  answerFile: string,
): Promise<void> {
  const output = await tools.data.read(answerFile);
  const { verdict, message } = await check(tools, { testCase, output, signal });
  const { name } = testCase;
  if (verdict === 'JE') findings.error(name, `its checker fails on the answer: ${message}`);
  if (verdict === 'PAC') findings.warning(name, `its checker accepts the answer only in part: ${message}`);
  if (verdict !== 'WA') return;
  const text = `its checker does not accept the answer as an output${message === '' ? '' : `: ${message}`}`;
  // Of the legacy format's answers, a validator of the package's own may make what it likes.
  if (problem.format === 'icpc-legacy' && testCase.checker.kind === 'validator') findings.warning(name, text);
  else findings.error(name, text);
}

export function isJudgedByOutput({ task }: Problem): boolean {
  return task.kind === 'output-only' || (task.kind === 'batch' && task.passes === 1);
}

/** Programs may do without; so does what looks at the output alone. */
function needsAnswer(checker: Checker): boolean {
  switch (checker.kind) {
    case 'validator':
    case 'testlib':
    case 'spj':
    case 'function':
    case 'regex':
      return false;
    case 'all':
      return checker.checkers.some(needsAnswer);
    default:
      return true;
  }
}
