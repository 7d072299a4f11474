import { join } from 'node:path';
import { expect, test } from 'vitest';
import { digestOfProblem } from '../../../../harness/journal/problem-digest.js';
import { loadProblem } from '../../../../harness/problem/load.js';
import { SUM_PROBLEM, writeFolder } from '../../../support/problem-package.js';

async function digest(files: Readonly<Record<string, string>>): Promise<string> {
  await using folder = await writeFolder('sum', files);
  return await digestOfProblem(await loadProblem(folder.path));
}

test('digestOfProblem() is the same wherever the package lies, whatever submissions it has', async () => {
  const first = await digest(SUM_PROBLEM);
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(await digest(SUM_PROBLEM)).toBe(first);
  expect(await digest({ ...SUM_PROBLEM, 'submissions/accepted/a.py': 'x' })).toBe(first);
});

test.each([
  ['an input', { 'data/secret/01.in': '20 31\n' }],
  ['an answer', { 'data/secret/01.ans': '51\n' }],
  ['a case more', { 'data/secret/03.in': '1 1\n', 'data/secret/03.ans': '2\n' }],
  ['the time limit', { '.timelimit': '2\n' }],
  ['another limit', { 'problem.yaml': 'name: Sum\nlimits:\n  memory: 64\n  output: 1\n' }],
  ["a checker's flag", { 'data/secret/testdata.yaml': 'output_validator_flags: case_sensitive\n' }],
])('digestOfProblem() changes with %s', async (_name, change) => {
  expect(await digest({ ...SUM_PROBLEM, ...change })).not.toBe(await digest(SUM_PROBLEM));
});

test('digestOfProblem() says which file cannot be read', async () => {
  await using folder = await writeFolder('sum', SUM_PROBLEM);
  const problem = await loadProblem(folder.path);
  const cases = [{ ...problem.cases[0]!, inputFile: join(folder.path, 'gone.in') }];
  await expect(digestOfProblem({ ...problem, cases })).rejects.toMatchObject({
    code: 'STORAGE_FAILED',
    message: expect.stringMatching(/gone\.in/),
  });
});
