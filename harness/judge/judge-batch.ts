import type { CollectedFile, JobFile, StepResult } from '../../lib/index.js';
import { check } from '../checkers/check.js';
import type { CheckResult } from '../checkers/checker.js';
import type { ValidatorOpinion } from '../checkers/feedback-folder.js';
import type { Datum } from '../checkers/placed.js';
import { checkByValidator } from '../checkers/validator.js';
import type { Task } from '../problem/problem.js';
import type { Evidence } from '../verdict.js';
import type { CaseRun, Finding } from './case-run.js';
import { evidenceOf, usageOf } from './evidence.js';
import { explainRun } from './explain.js';
import { runLimits } from './limits.js';
import { judgePasses, type Pass, type PassFinding } from './passes.js';
import { readProblemFiles } from './tool-sources.js';

type BatchTask = Extract<Task, { kind: 'batch' }>;

const STDIN_BYTES = 65_536; // what fits into a request; more is quicker by the file

/**
 * Judges a case by running the program on the input: by how it ended, else by the checker. With several passes it is run
 * again on what the validator asks for.
 */
export function judgeBatch(run: CaseRun, task: BatchTask): Promise<Finding> {
  return judgePasses(task.passes, { input: run.testCase.inputFile }, (pass) => judgePass(run, task, pass));
}

async function judgePass(run: CaseRun, task: BatchTask, pass: Pass): Promise<PassFinding> {
  const { judging, program, timeMs, signal, testCase } = run;
  const result = await program.run({
    args: [...testCase.args],
    ...(await inputOf(run, task, pass.input)),
    collect: task.outputName === undefined ? [] : [task.outputName],
    limits: runLimits(judging.problem.limits, timeMs, judging.margin),
    signal,
    encoding: 'buffer',
  });
  judging.onEnforcement(result.enforcement);
  const output = outputOf(result, task);
  const evidence = evidenceOf(result, timeMs, { truncated: output.tooLong });
  const found = { usage: usageOf(result), evidence, output: output.bytes, stderr: result.stderr };
  const own = judging.decide(evidence);
  if (own !== undefined) return { ...found, verdict: own, message: explainRun(result, own, evidence) };
  if (output.fault !== undefined) return { ...found, ...decided(run, evidence, wrong(output.fault)) };
  const said = await checkPass(run, output.bytes, pass);
  return { ...found, ...decided(run, evidence, said) };
}

/** What stands after the checker was asked. */
function decided(
  { judging }: CaseRun,
  evidence: Evidence,
  said: CheckResult | ValidatorOpinion,
): PassFinding {
  const judged: Evidence = { ...evidence, checker: said.verdict };
  return { ...said, evidence: judged, verdict: judging.decide(judged) ?? said.verdict };
}

async function checkPass(
  { judging, testCase, signal }: CaseRun,
  output: Buffer,
  { input, feedback }: Pass,
): Promise<CheckResult | ValidatorOpinion> {
  const { checker } = testCase;
  if (checker.kind !== 'validator') return check(judging.tools, { testCase, output, signal });
  return checkByValidator(judging.tools, {
    ...checker,
    input,
    answer: testCase.answerFile,
    output,
    feedback,
    signal,
  });
}

async function inputOf({ judging, testCase }: CaseRun, task: BatchTask, input: Datum) {
  const files: JobFile[] = await readProblemFiles(testCase.files);
  const { data } = judging.tools;
  if (task.inputName !== undefined) {
    const content = typeof input === 'object' ? input : await data.read(input);
    return { files: [...files, { path: task.inputName, content }] };
  }
  if (typeof input !== 'string') return { files, stdin: input };
  return { files, stdin: (await data.small(input, STDIN_BYTES)) ?? { file: input } };
}

interface Output {
  readonly bytes: Buffer;
  readonly tooLong: boolean;
  /** Why there is nothing to check. */
  readonly fault?: string;
}

function outputOf(result: StepResult<Buffer>, { outputName }: BatchTask): Output {
  if (outputName === undefined)
    return { bytes: result.stdout, tooLong: writtenBytes(result) > result.limits.stdoutBytes };
  const file = result.files[outputName] ?? MISSING;
  if (file.state === 'ok')
    return { bytes: file.content, tooLong: writtenBytes(result, file.content) > result.limits.stdoutBytes };
  const fault = `${file.state === 'missing' ? 'did not write' : 'left no regular file'} "${outputName}"`;
  return { bytes: Buffer.alloc(0), tooLong: file.state === 'too-large', fault };
}

/** Format 2025-09: `limits.output` is that of stdout, stderr and files together. */
function writtenBytes({ stdout, stderr }: StepResult<Buffer>, file: Uint8Array = NOTHING): number {
  return stdout.length + stderr.length + file.length;
}

const NOTHING = Buffer.alloc(0);
const MISSING: CollectedFile = { state: 'missing' };

function wrong(message: string): CheckResult {
  return { verdict: 'WA', message };
}
