import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadProblem } from '../../../../harness/problem/load.js';
import type { PackageSubmission, Problem } from '../../../../harness/problem/problem.js';
import { packageSubmissions } from '../../../../harness/submission/package-submissions.js';
import { SUM_PROBLEM, writeFolder } from '../../../support/problem-package.js';

/** Looks at one file or folder as the package tells it. */
async function scanned(
  files: Record<string, string>,
  told: Partial<PackageSubmission>,
  task?: Problem['task'],
) {
  const sources = Object.entries(files).map(([name, text]) => [`own/x/${name}`, text]);
  await using folder = await writeFolder('sum', { ...SUM_PROBLEM, ...Object.fromEntries(sources) });
  const loaded = await loadProblem(folder.path);
  const origin = { name: 'accepted/x', promise: 'accepted', path: join(folder.path, 'own/x'), ...told };
  const problem = { ...loaded, task: task ?? loaded.task, submissions: [origin] };
  const [found] = await packageSubmissions(problem, () => true);
  expect(found!.origin).toBe(origin);
  const { name, language, main } = found!.submission;
  expect(name).toBe('accepted/x');
  return { language, main };
}

test.each<[string, Record<string, string>, Partial<PackageSubmission>, { language: string; main: string }]>([
  ['file names alone', { 'a.py': '', 'main.py': '' }, {}, { language: 'python', main: 'main.py' }],
  [
    'the language, of a name that tells none',
    { 'a.txt': '' },
    { language: 'python' },
    { language: 'python', main: 'a.txt' },
  ],
  [
    'the language, among several',
    { 'a.py': '', 'b.c': '' },
    { language: 'c' },
    { language: 'c', main: 'b.c' },
  ],
  ['the entry', { 'a.py': '', 'z.py': '' }, { entry: 'z.py' }, { language: 'python', main: 'z.py' }],
  [
    'a class as the entry',
    { 'Sum.java': '' },
    { entry: 'Sum', language: 'java' },
    { language: 'java', main: 'Sum.java' },
  ],
])('a package submission is told by %s', async (_name, files, told, entry) => {
  expect(await scanned(files, told)).toEqual(entry);
});

test('a package submission has the constants of the package', async () => {
  await using folder = await writeFolder('sum', { ...SUM_PROBLEM, 'submissions/accepted/a.py': '' });
  const loaded = await loadProblem(folder.path);
  const problem = { ...loaded, sources: { ...loaded.sources, constants: { n: '7' } } };
  const [found] = await packageSubmissions(problem, () => true);
  expect(found!.submission.constants).toEqual({ n: '7' });
});

test('a package submission to an output-only problem is a set of answers', async () => {
  expect(
    await scanned({ '1.out': '', '01.out': '' }, { language: 'python' }, { kind: 'output-only' }),
  ).toEqual({
    language: 'text',
    main: '',
  });
});

test('a package submission without a source in the language that is told is refused', async () => {
  await expect(scanned({ 'a.py': '', 'b.py': '' }, { language: 'c' })).rejects.toMatchObject({
    code: 'UNKNOWN_LANGUAGE',
  });
});
