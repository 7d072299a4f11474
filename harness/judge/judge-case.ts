import { BailiffError, type Program, type StepResult } from '../../lib/index.js';
import { check } from '../checkers/check.js';
import type { TestCase } from '../problem/problem.js';
import type { CaseReport, UsageReport } from '../report.js';
import { verdictOfRun } from '../verdict.js';
import { explainRun } from './explain.js';
import { hostFault, type Judging } from './judging.js';
import { runLimits } from './limits.js';

/**
 * Judges one case: runs the program on the input, then by how it ended, else by the checker.
 *
 * @throws what is the caller's fault, and the signal's reason when it is aborted.
 */
export async function judgeCase(
  judging: Judging,
  program: Program,
  testCase: TestCase,
  timeMs: number,
  signal: AbortSignal,
): Promise<CaseReport> {
  const { name } = testCase;
  try {
    const stdin = { file: testCase.inputFile };
    const limits = runLimits(judging.problem.limits, timeMs);
    const result = await program.run({ stdin, limits, signal, encoding: 'buffer' });
    judging.onEnforcement(result.enforcement);
    return { name, ...(await judgeRun(testCase, result, timeMs)), usage: usageOf(result) };
  } catch (error) {
    const fault = hostFault(error);
    if (fault) return { name, verdict: 'JE', message: fault.message };
    // What the submission compiled to is no program: its own doing, and no reason to stop grading the others.
    if (isNotStarted(error)) return { name, verdict: 'RTE', message: error.message };
    throw error;
  }
}

async function judgeRun(testCase: TestCase, result: StepResult<Buffer>, timeMs: number) {
  const verdict = verdictOfRun(result, timeMs);
  if (verdict !== undefined) return { verdict, message: explainRun(result, verdict) };
  return check(testCase, result.stdout);
}

function usageOf({ usage: { cpuMs, wallMs, memoryBytes } }: StepResult<Buffer>): UsageReport {
  return { cpuMs, wallMs, memoryBytes };
}

function isNotStarted(error: unknown): error is BailiffError {
  return error instanceof BailiffError && error.code === 'PROGRAM_NOT_STARTED';
}
