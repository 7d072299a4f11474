import type { Program, Runner } from '../../lib/index.js';
import type { Tool } from '../checkers/checker.js';
import { openInteractor } from '../judge/interactor.js';
import type { ToolShop } from '../judge/tool-shop.js';
import { readProblemFiles } from '../judge/tool-sources.js';
import type { Problem, Task, TestCase } from '../problem/problem.js';
import { answerLimits } from './answer-limits.js';
import { cannotPrepare, succeeded } from './tool-run.js';

type TestlibTask = Extract<Task, { protocol: 'testlib' }>;

/** What a talk that makes an answer needs. */
export interface Talking {
  readonly problem: Problem;
  readonly tools: ToolShop;
  readonly runner: Runner;
  readonly signal: AbortSignal | undefined;
}

/**
 * Lets the main solution talk with the interactor: the answer is what the interactor writes for the checker, as the
 * scripts of Polygon's packages have it.
 *
 * @throws BailiffError INVALID_PROBLEM when either does not compile, or fails
 */
export async function makeTalkAnswer(
  { problem, tools, runner, signal }: Talking,
  task: TestlibTask,
  solution: Tool,
  testCase: TestCase,
): Promise<Buffer> {
  const { id } = problem;
  const unanswered = { ...testCase, answerFile: undefined };
  const pass = { input: testCase.inputFile };
  await using interactor = await openInteractor({ judging: { tools }, testCase: unanswered }, task, pass);
  const limits = answerLimits(problem);
  const { first, second } = await runner.interact({
    first: {
      program: await built(id, tools, solution),
      args: [...testCase.args],
      files: await readProblemFiles(testCase.files),
      limits,
    },
    second: { program: await built(id, tools, interactor.tool), ...interactor.options, limits },
    signal,
  });
  const what = `answer of "${testCase.name}"`;
  // The interactor says what was wrong; a solution that it left often dies of that.
  succeeded(id, interactor.tool, what, second);
  succeeded(id, solution, what, first);
  return interactor.output(second);
}

async function built(id: string, tools: ToolShop, tool: Tool): Promise<Program> {
  const program = await tools.build(tool);
  if (program.status === 'fault') throw cannotPrepare(id, program.message);
  return program;
}
