import { readFile } from 'node:fs/promises';
import { BailiffError, messageOf } from '../../lib/index.js';
import type { TestCase } from '../problem/problem.js';
import { type CheckResult, checkDefault } from './default.js';

/** Judges the output of a program that ended well, by the checker of the test case. */
export async function check(testCase: TestCase, output: Buffer): Promise<CheckResult> {
  switch (testCase.checker.kind) {
    case 'default':
      return checkDefault(testCase.checker, output, await readAnswer(testCase));
    default:
      return testCase.checker.kind satisfies never;
  }
}

async function readAnswer(testCase: TestCase): Promise<Buffer> {
  try {
    return await readFile(testCase.answerFile);
  } catch (cause) {
    throw new BailiffError(
      'STORAGE_FAILED',
      `Cannot read answer of "${testCase.name}": ${messageOf(cause)}`,
      { cause },
    );
  }
}
