import type { Program, StepResult } from '../../lib/index.js';
import type { Tool } from '../checkers/checker.js';
import type { ToolShop } from '../judge/tool-shop.js';
import { readProblemFiles } from '../judge/tool-sources.js';
import type { Problem, TestCase } from '../problem/problem.js';
import { cannotPrepare, succeeded } from './tool-run.js';

const LEAST_CPU_MS = 60_000;
const LEAST_OUTPUT_BYTES = 256 * 2 ** 20;
const TIMES = 10;

/**
 * Runs the main solution on a case's input, under generous limits: ten times the time limit, at least a minute.
 *
 * @returns what it printed, or wrote to the problem's output file
 * @throws BailiffError INVALID_PROBLEM when it does not compile, or fails
 */
export async function makeAnswer(
  problem: Problem,
  tools: ToolShop,
  solution: Tool,
  testCase: TestCase,
  signal: AbortSignal | undefined,
): Promise<Buffer> {
  const { id, task } = problem;
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
  { task, timeLimit, limits, sources }: Problem,
  tools: ToolShop,
  program: Program,
  { inputFile, args, files }: TestCase,
  signal: AbortSignal | undefined,
): Promise<StepResult<Buffer>> {
  const declaredMs = timeLimit.kind === 'declared' ? timeLimit.timeMs : 0;
  const outputBytes = Math.max(limits.outputBytes, LEAST_OUTPUT_BYTES);
  const { inputName = undefined, outputName = undefined } = task.kind === 'batch' ? task : {};
  const beside = await readProblemFiles(files, sources.constants);
  if (inputName !== undefined) beside.push({ path: inputName, content: await tools.data.read(inputFile) });
  return await program.run({
    args: [...args],
    files: beside,
    stdin: inputName === undefined && inputFile !== undefined ? { file: inputFile } : undefined,
    collect: outputName === undefined ? [] : [outputName],
    limits: {
      cpuMs: Math.max(TIMES * declaredMs, LEAST_CPU_MS),
      memoryBytes: Math.max(limits.memoryBytes, limits.validationMemoryBytes),
      stdoutBytes: outputBytes,
      fileBytes: outputBytes,
    },
    signal,
    encoding: 'buffer',
  });
}
