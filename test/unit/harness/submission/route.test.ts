import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadProblem } from '../../../../harness/problem/load.js';
import { routeSubmissions } from '../../../../harness/submission/route.js';
import { SUM_PROBLEM, writeFolder } from '../../../support/problem-package.js';

async function routed(files: Readonly<Record<string, string>>, ids: readonly string[]) {
  await using one = await writeFolder('sum', SUM_PROBLEM);
  await using folder = await writeFolder('class', files);
  const loaded = await loadProblem(one.path);
  const problems = ids.map((id) => ({ ...loaded, id }));
  const { submissions, passedOver } = await routeSubmissions([folder.path], problems);
  const names: Record<string, string[]> = {};
  for (const problem of problems) {
    names[problem.id] = [];
    for await (const { name } of submissions.get(problem)!) names[problem.id]!.push(name);
  }
  return { names, passedOver: passedOver.map((each) => each.replace(join(folder.path, '..'), '')) };
}

const SORTED = { 'sum/ada.py': '', 'sum/bob.py': '', 'max/ada.py': '', 'min/ada.py': '', 'notes.md': '' };

describe('routeSubmissions()', () => {
  test('sorts a folder by its folders that are named like problems', async () => {
    const { names, passedOver } = await routed(SORTED, ['sum', 'max', 'gcd']);
    expect(names).toEqual({ sum: ['ada.py', 'bob.py'], max: ['ada.py'], gcd: [] });
    expect(passedOver).toEqual([
      '"min" in "/class" is passed over: no problem has that id',
      '"notes.md" in "/class" is passed over: no problem has that id',
    ]);
  });

  test('gives everything to every problem where no folder is named like one', async () => {
    const { names } = await routed({ 'ada.py': '', 'bob/main.py': '' }, ['sum', 'max']);
    expect(names).toEqual({ sum: ['ada.py', 'bob'], max: ['ada.py', 'bob'] });
  });

  test('gives everything to a single problem, whatever the names', async () => {
    const { names } = await routed({ 'sum/main.py': '', 'ada/main.py': '' }, ['sum']);
    expect(names).toEqual({ sum: ['ada', 'sum'] });
  });
});
