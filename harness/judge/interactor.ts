import { BailiffError, type JobFile, type StepResult } from '../../lib/index.js';
import type { CheckResult, Tool } from '../checkers/checker.js';
import {
  FEEDBACK,
  FEEDBACK_PATH,
  feedbackFiles,
  type ValidatorOpinion,
} from '../checkers/feedback-folder.js';
import { placeData } from '../checkers/placed.js';
import { opinionOfTestlib } from '../checkers/testlib.js';
import { opinionOfValidator } from '../checkers/validator.js';
import type { Task } from '../problem/problem.js';
import type { CaseRun } from './case-run.js';
import type { Pass } from './passes.js';

/** The program that a submission talks to, ready to be run. */
export interface Interactor extends AsyncDisposable {
  readonly tool: Tool;
  readonly options: {
    readonly args: string[];
    readonly files: JobFile[];
    readonly inputs: Record<string, string>;
    readonly collect: string[];
  };
  /** Whether it judges at once; else a checker judges what it wrote. */
  readonly judges: boolean;
  opinionOf(result: StepResult<Buffer>): CheckResult | ValidatorOpinion;
  /** What it wrote for the checker. */
  output(result: StepResult<Buffer>): Buffer;
}

const OUTPUT = 'talk/output';

/** Of a run, what the interactor is made of. */
interface Talk extends Pick<CaseRun, 'testCase'> {
  readonly judging: Pick<CaseRun['judging'], 'tools'>;
}

/** @throws BailiffError STORAGE_FAILED, INVALID_PROBLEM */
export async function openInteractor(
  { judging, testCase }: Talk,
  task: Extract<Task, { kind: 'interactive' }>,
  { input, feedback }: Pass,
): Promise<Interactor> {
  const { data } = judging.tools;
  const placed = await placeData(data, { input, answer: testCase.answerFile });
  const dispose = () => placed[Symbol.asyncDispose]();
  const { paths } = placed;
  const inputs = { ...placed.inputs };
  if (task.protocol === 'testlib') {
    const args = [paths.input, `/box/${OUTPUT}`, paths.answer];
    const files = [...placed.files, { path: OUTPUT, content: '' }];
    return {
      tool: task.interactor,
      options: { args, files, inputs, collect: [OUTPUT] },
      judges: false,
      opinionOf: (result) => opinionOfTestlib(task.interactor, result),
      output: outputOf,
      [Symbol.asyncDispose]: dispose,
    };
  }
  const { checker, name } = testCase;
  if (checker.kind !== 'validator') {
    await dispose();
    throw new BailiffError(
      'INVALID_PROBLEM',
      `Cannot judge "${name}": an interactive case needs one validator`,
    );
  }
  const args = [paths.input, paths.answer, FEEDBACK_PATH, ...checker.args];
  const files = [...placed.files, ...feedbackFiles(feedback)];
  return {
    tool: checker.tool,
    options: { args, files, inputs, collect: [FEEDBACK] },
    judges: true,
    opinionOf: (result) => opinionOfValidator(checker.tool, result),
    output: outputOf,
    [Symbol.asyncDispose]: dispose,
  };
}

function outputOf({ files }: StepResult<Buffer>): Buffer {
  const file = files[OUTPUT];
  return file?.state === 'ok' ? file.content : Buffer.alloc(0);
}
