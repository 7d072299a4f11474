import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadProblem } from '../../../../harness/problem/load.js';
import { findSubmissions } from '../../../../harness/submission/find.js';
import { SUM_PROBLEM, writeFolder } from '../../../support/problem-package.js';

test('submissions to an output-only problem are sets of text files', async () => {
  await using sum = await writeFolder('sum', SUM_PROBLEM);
  const problem = { ...(await loadProblem(sum.path)), task: { kind: 'output-only' } as const };
  await using folder = await writeFolder('class', {
    'one.txt': '3',
    'ada/01.out': '3',
    'ada/02.txt': '50',
    'all/bob/01.out': '3',
    'all/cy/answers/02.ans': '3',
    'all/main.py': '3',
  });
  const paths = ['one.txt', 'ada', 'all'].map((name) => join(folder.path, name));
  const found = await findSubmissions(paths, problem);
  expect(found.map(({ name, language, files }) => [name, language, files.map(({ path }) => path)])).toEqual([
    ['one.txt', 'text', ['one.txt']],
    ['ada', 'text', ['01.out', '02.txt']],
    ['bob', 'text', ['01.out']],
    ['cy', 'text', ['02.ans']],
    ['main.py', 'text', ['main.py']],
  ]);
});
