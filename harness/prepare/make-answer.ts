import type { Program, StepResult } from '../../lib/index.js';
import type { Tool } from '../checkers/checker.js';
import type { ToolShop } from '../judge/tool-shop.js';
import { readProblemFiles } from '../judge/tool-sources.js';
import type { Problem, TestCase } from '../problem/problem.js';
import { answerLimits } from './answer-limits.js';
import { makeTalkAnswer, type Talking } from './talk-answer.js';
import { cannotPrepare, succeeded } from './tool-run.js';

/**
 * Runs the main solution on a case's input, under {@link answerLimits}; an interactive one with its interactor.
 *
 * @returns what it printed, or wrote to the problem's output file; what the interactor wrote
 * @throws BailiffError INVALID_PROBLEM when it does not compile, or fails
 */
export async function makeAnswer(talking: Talking, solution: Tool, testCase: TestCase): Promise<Buffer> {
  const { problem, tools, signal } = talking;
  const { id, task } = problem;
  if (task.kind === 'interactive' && task.protocol === 'testlib')
    return makeTalkAnswer(talking, task, solution, testCase);
  if (task.kind !== 'batch')
    throw cannotPrepare(
      id,
      `answers of a problem that is ${task.kind} cannot be made here: export the package with its answers`,
    );
  const program = await tools.build(solution);
  if (program.status === 'fault') throw cannotPrepare(id, program.message);
  const result = await runOn(problem, tools, program, testCase, signal);
  succeeded(id, solution, `answer of "${testCase.name}"`, result);
  if (task.outputName === undefined) return result.stdout;
  const file = result.files[task.outputName];
  if (file?.state === 'ok') return file.content;
  throw cannotPrepare(id, `"${solution.name}" left no "${task.outputName}" on "${testCase.name}"`);
}

async function runOn(
  problem: Problem,
  tools: ToolShop,
  program: Program,
  { inputFile, args, files }: TestCase,
  signal: AbortSignal | undefined,
): Promise<StepResult<Buffer>> {
  const { task } = problem;
  const { inputName = undefined, outputName = undefined } = task.kind === 'batch' ? task : {};
  const beside = await readProblemFiles(files);
  if (inputName !== undefined) beside.push({ path: inputName, content: await tools.data.read(inputFile) });
  return await program.run({
    args: [...args],
    files: beside,
    stdin: inputName === undefined && inputFile !== undefined ? { file: inputFile } : undefined,
    collect: outputName === undefined ? [] : [outputName],
    limits: answerLimits(problem),
    signal,
    encoding: 'buffer',
  });
}
