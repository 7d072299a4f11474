import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFolderStore, type Runner } from '../../lib/index.js';
import { check } from '../checkers/check.js';
import type { Tool } from '../checkers/checker.js';
import { createToolShop, type ToolShop } from '../judge/tool-shop.js';
import type { Generation, Problem, TestCase, TestGroup } from '../problem/problem.js';
import { eachOf } from './each-of.js';
import { generationKey } from './generation-key.js';
import { makeAnswer } from './make-answer.js';
import { solutionTool } from './solution.js';
import { cannotPrepare, succeeded } from './tool-run.js';

/** How a problem is prepared. */
export interface PrepareOptions {
  /** Runs the problem's programs; stays the caller's to close. */
  readonly runner: Runner;
  readonly signal?: AbortSignal;
  /** Where what was made is kept. @default as for createRunner() */
  readonly home?: string;
}

const KEPT_BYTES = 16 * 2 ** 30;

/**
 * Makes what a package leaves to be made: generators make inputs, which validators must accept; the main solution
 * makes answers, which the checker must accept. All of it runs in jails, once: it is kept below `<home>/generated`. A
 * problem that has everything comes back as it is.
 *
 * @throws BailiffError INVALID_PROBLEM naming the tool, the case, and what was said on stderr; what the host is to
 * blame for; the signal's reason
 */
export async function prepareProblem(problem: Problem, options: PrepareOptions): Promise<Problem> {
  const { generation, ...rest } = problem;
  if (!generation) return problem;
  const solution =
    generation.answers.length > 0 ? await solutionTool(problem, generation.solution ?? '') : undefined;
  const store = createFolderStore({ name: 'generated', maxBytes: KEPT_BYTES, home: options.home });
  const folder = await store.folder(await generationKey(problem, solution), (empty) =>
    generate(problem, generation, solution, empty, options),
  );
  return { ...rest, cases: withFiles(problem.cases, generation, folder) };
}

/** The cases with the files that are made of them. */
function withFiles(
  cases: readonly TestCase[],
  { inputs, answers }: Generation,
  folder: string,
): readonly TestCase[] {
  const answered = new Set(answers);
  return cases.map((testCase, index) => ({
    ...testCase,
    inputFile: Object.hasOwn(inputs, testCase.name) ? join(folder, `${index + 1}.in`) : testCase.inputFile,
    answerFile: answered.has(testCase.name) ? join(folder, `${index + 1}.ans`) : testCase.answerFile,
  }));
}

async function generate(
  problem: Problem,
  generation: Generation,
  solution: Tool | undefined,
  folder: string,
  { runner, signal }: PrepareOptions,
): Promise<void> {
  const tools = createToolShop({ runner, problem, signal });
  const validated = validatorArgs(problem);
  const answered = new Set(generation.answers);
  await eachOf(withFiles(problem.cases, generation, folder), runner.concurrency, async (testCase) => {
    const { name, inputFile, answerFile } = testCase;
    if (Object.hasOwn(generation.inputs, name)) {
      const input = await generateInput(problem, tools, generation, name, signal);
      await writeFile(inputFile!, input);
      await validate(problem, tools, testCase, validated(name), signal);
    }
    if (!solution || !answered.has(name)) return;
    const answer = await makeAnswer({ problem, tools, runner, signal }, solution, testCase);
    await writeFile(answerFile!, answer);
    await acceptAnswer(problem, tools, solution, testCase, answer, signal);
  });
}

async function generateInput(
  { id }: Problem,
  tools: ToolShop,
  generation: Generation,
  name: string,
  signal: AbortSignal | undefined,
): Promise<Buffer> {
  const command = generation.inputs[name]!;
  const tool = generation.tools[command.tool];
  if (!tool) throw cannotPrepare(id, `"${name}" is made by "${command.tool}", which is not there`);
  const result = await tools.run(tool, { args: command.args, signal });
  return succeeded(id, tool, `input of "${name}"`, result).stdout;
}

/** Validators of Polygon's kind: exit code 0 accepts. */
async function validate(
  { id, inputValidators }: Problem,
  tools: ToolShop,
  { name, inputFile }: TestCase,
  args: readonly string[],
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const tool of inputValidators) {
    const result = await tools.run(tool, { args, stdin: { file: inputFile! }, signal });
    succeeded(id, tool, `input of "${name}" is not valid`, result);
  }
}

async function acceptAnswer(
  { id }: Problem,
  tools: ToolShop,
  solution: Tool,
  testCase: TestCase,
  output: Buffer,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { verdict, message } = await check(tools, { testCase, output, signal });
  if (verdict === 'AC' || verdict === 'PAC') return;
  throw cannotPrepare(
    id,
    `answer of "${testCase.name}" by "${solution.name}" is not accepted by the checker (${verdict}): ${message}`,
  );
}

/** What testlib validators are told: the testset, and the group of the test when it has one. */
function validatorArgs({ root }: Problem): (name: string) => readonly string[] {
  const groups = new Map<string, string>();
  const visit = (group: TestGroup): void => {
    for (const member of group.members) {
      if (member.kind === 'group') visit(member.group);
      else if (group.name !== '') groups.set(member.name, group.name);
    }
  };
  visit(root);
  return (name) => {
    const group = groups.get(name);
    return ['--testset', 'tests', ...(group === undefined ? [] : ['--group', group])];
  };
}
