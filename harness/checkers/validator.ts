import type { StepResult } from '../../lib/index.js';
import type { ToolShop } from '../judge/tool-shop.js';
import type { Tool } from './checker.js';
import {
  FEEDBACK,
  FEEDBACK_PATH,
  type Feedback,
  feedbackFiles,
  readFeedback,
  type ValidatorOpinion,
} from './feedback-folder.js';
import { type Datum, placeData } from './placed.js';
import { misbehaved } from './said.js';

/** What a validator judges. */
export interface ValidatorRun {
  readonly tool: Tool;
  readonly args: readonly string[];
  readonly input: Datum;
  readonly answer: Datum;
  readonly output: Buffer;
  /** What an earlier pass left. */
  readonly feedback?: Feedback;
  readonly signal?: AbortSignal;
}

const ACCEPTED = 42;
const REJECTED = 43;

/**
 * Judges an output by an output validator of the ICPC format: `validator input answer feedback/ args < output`.
 *
 * @throws what the host is to blame for; the signal's reason
 */
export async function checkByValidator(
  tools: ToolShop,
  { tool, args, input, answer, output, feedback, signal }: ValidatorRun,
): Promise<ValidatorOpinion> {
  await using placed = await placeData(tools.data, { input, answer });
  const { paths, files, inputs } = placed;
  const ended = await tools.run(tool, {
    args: [paths.input, paths.answer, FEEDBACK_PATH, ...args],
    stdin: output,
    files: [...files, ...feedbackFiles(feedback)],
    inputs,
    collect: [FEEDBACK],
    signal,
  });
  if (ended.status === 'fault') return { verdict: 'JE', message: ended.message, feedback: {} };
  return opinionOfValidator(tool, ended);
}

/** What a validator that has ended says: 42 accepts, 43 rejects, anything else is a fault of its own. */
export function opinionOfValidator(tool: Tool, result: StepResult<Buffer>): ValidatorOpinion {
  const code = result.status === 'exited' ? result.exitCode : undefined;
  if (code === ACCEPTED || code === REJECTED) return readFeedback(tool, code === ACCEPTED, result.files);
  return { verdict: 'JE', message: misbehaved(tool, result, '42 or 43'), feedback: {} };
}
