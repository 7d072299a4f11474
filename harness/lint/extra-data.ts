import { check } from '../checkers/check.js';
import { eachOf } from '../prepare/each-of.js';
import type { ExtraCase } from '../problem/problem.js';
import { isJudgedByOutput } from './answers.js';
import { validateInput } from './inputs.js';
import type { Linting } from './linting.js';

/** What the package brings to show that its validators work: `data/invalid_input` and the like. */
export async function lintExtraData(linting: Linting): Promise<void> {
  const { problem, concurrency, signal } = linting;
  await eachOf(problem.extraCases ?? [], concurrency, async (extra) => {
    signal?.throwIfAborted();
    if (extra.kind === 'invalid-input') await lintInvalidInput(linting, extra);
    else await lintOutput(linting, extra);
  });
}

async function lintInvalidInput(linting: Linting, extra: ExtraCase): Promise<void> {
  const { problem, findings } = linting;
  if (problem.inputValidators.length === 0) return;
  const { status, message } = await validateInput(linting, extra.inputFile, extra.inputValidatorArgs);
  if (status === 'valid') findings.error(extra.name, 'no input validator refuses this invalid input');
  if (status === 'fault') findings.error('input validators', message);
}

async function lintOutput(linting: Linting, extra: ExtraCase): Promise<void> {
  const { problem, tools, findings, signal } = linting;
  const { name, kind, inputFile, answerFile, outputFile, checker } = extra;
  if (!isJudgedByOutput(problem) || outputFile === undefined) return;
  if (problem.inputValidators.length > 0) {
    const { status, message } = await validateInput(linting, inputFile, extra.inputValidatorArgs);
    if (status !== 'valid') findings.error(name, `its input is not valid: ${message}`);
  }
  const output = await tools.data.read(outputFile);
  const { verdict, message } = await check(tools, {
    testCase: { name, inputFile, answerFile, checker },
    output,
    signal,
  });
  const why = message === '' ? '' : `: ${message}`;
  if (verdict === 'JE') findings.error(name, `its checker fails on the output${why}`);
  else if (kind === 'invalid-output' && verdict !== 'WA')
    findings.error(name, 'the checker accepts this invalid output');
  else if (kind === 'valid-output' && verdict === 'WA')
    findings.error(name, `the checker does not accept this valid output${why}`);
}
