import { join } from 'node:path';
import { expect, test } from 'vitest';
import { digestOf } from '../../../../harness/submission/digest.js';
import { createDuplicates } from '../../../../harness/submission/duplicates.js';
import { scanSubmission } from '../../../../harness/submission/scan.js';
import { writeFolder } from '../../../support/problem-package.js';

async function digests(files: Readonly<Record<string, string>>, names: readonly string[]): Promise<string[]> {
  await using folder = await writeFolder('class', files);
  const found: string[] = [];
  for (const name of names) found.push(await digestOf(await scanSubmission(join(folder.path, name), name)));
  return found;
}

test('digestOf() is the same for the same sources: of one file under any name, of several by their paths', async () => {
  const names = ['a.py', 'b.py', 'a.cpp', 'c.py', 'x', 'y', 'z', 'packed'];
  const [a, b, cpp, c, x, y, z, packed] = await digests(
    {
      'a.py': 'print(1)',
      'b.py': 'print(1)',
      'a.cpp': 'print(1)',
      'c.py': 'print(2)',
      'x/main.py': '1',
      'x/sub/tool.py': '2',
      'y/main.py': '1',
      'y/sub/tool.py': '2',
      'z/main.py': '1',
      'z/tool.py': '2',
      'packed/inner/whatever.py': 'print(1)',
    },
    names,
  );
  expect([b, packed, y]).toEqual([a, a, x]);
  expect(new Set([a, cpp, c, x, z]).size).toBe(5);
});

test('createDuplicates() names the first of equal ones', () => {
  const duplicates = createDuplicates();
  const given = [
    ['ada', '1'],
    ['bob', '2'],
    ['cy', '1'],
    ['dot', undefined],
    ['eve', undefined],
    ['fay', '1'],
  ] as const;
  expect(given.map(([name, digest]) => duplicates.of(name, digest))).toEqual([
    undefined,
    undefined,
    'ada',
    undefined,
    undefined,
    'ada',
  ]);
});
