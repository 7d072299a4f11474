import { expect } from 'vitest';
import { loadProblem } from '../../../../harness/problem/load.js';
import type { Problem } from '../../../../harness/problem/problem.js';
import { BailiffError } from '../../../../lib/index.js';
import { SUM_PROBLEM, writeFolder } from '../../../support/problem-package.js';

/** Loads the sum problem, with these files changed or added. */
export async function load(changes: Record<string, string> = {}, strict = false): Promise<Problem> {
  await using folder = await writeFolder('sum', { ...SUM_PROBLEM, ...changes });
  return await loadProblem(folder.path, { strict });
}

/** The message with which the sum problem is refused, with these files changed or added. */
export async function refusal(changes: Record<string, string>, strict = false): Promise<string> {
  const error = await load(changes, strict).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BailiffError);
  expect((error as BailiffError).code).toBe('INVALID_PROBLEM');
  return (error as BailiffError).message;
}
