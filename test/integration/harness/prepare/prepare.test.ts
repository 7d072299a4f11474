import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { prepareProblem } from '../../../../harness/prepare/prepare.js';
import { openPackage } from '../../../../harness/problem/package.js';
import { loadPolygon } from '../../../../harness/problem/polygon/load-polygon.js';
import type { Problem } from '../../../../harness/problem/problem.js';
import { createRunner, type Runner } from '../../../../lib/index.js';
import { CHECKER, POLYGON_FILES, polygonXml } from '../../../support/polygon-package.js';
import { type TestFolder, writeFolder } from '../../../support/problem-package.js';

let runner: Runner;
let home: string;
const folders: TestFolder[] = [];

beforeAll(() => {
  runner = createRunner();
});
beforeEach(async () => {
  const path = await mkdtemp(join(tmpdir(), 'bailiff-home-'));
  home = path;
  folders.push({ path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) });
});
afterAll(async () => {
  await runner.close();
  for (const folder of folders) await folder[Symbol.asyncDispose]();
});

const source = (path: string, type = 'python.3') => `<source path="${path}" type="${type}"/>`;
const VALIDATOR = `import sys
a, b = map(int, sys.stdin.read().split())
print(' '.join(sys.argv[1:]), a, b, file=sys.stderr)
sys.exit(0 if a <= 100 else 3)
`;
const GENERATOR = 'import sys\nprint(sys.argv[1], sys.argv[2])\n';

async function standard(
  commands: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<Problem> {
  const tests = commands.map((cmd) => `method="generated" cmd="${cmd}" group="g"`);
  const assets = `${CHECKER}<validators><validator>${source('files/val.py')}</validator></validators>
    <solutions><solution tag="main">${source('solutions/sum.py')}</solution></solutions>`;
  const folder = await writeFolder('sum', {
    'problem.xml': polygonXml({
      tests: ['method="manual"', ...tests],
      groups: '<groups><group name="g"/></groups>',
      assets,
      executables: `<executable>${source('files/gen.py')}</executable>`,
    }),
    ...POLYGON_FILES,
    'tests/01': '1 2\n',
    'files/gen.py': GENERATOR,
    'files/val.py': VALIDATOR,
    ...files,
  });
  folders.push(folder);
  return loadPolygon(await openPackage(folder.path));
}

const prepare = (problem: Problem) => prepareProblem(problem, { runner, home });

test('prepareProblem() makes inputs and answers, and keeps them', async () => {
  const problem = await standard(['gen 3 4', 'gen 5 &quot;6&quot;']);
  const prepared = await prepare(problem);
  expect(prepared.generation).toBeUndefined();
  const texts = await Promise.all(
    prepared.cases.map(async ({ inputFile, answerFile }) => [
      await readFile(inputFile!, 'utf8'),
      await readFile(answerFile!, 'utf8'),
    ]),
  );
  expect(texts).toEqual([
    ['1 2\n', '3\n'],
    ['3 4\n', '7\n'],
    ['5 6\n', '11\n'],
  ]);
  expect(await readdir(join(home, 'generated'))).toHaveLength(1);
  await runner.close(); // nothing more may be run
  expect((await prepare(problem)).cases).toEqual(prepared.cases);
  runner = createRunner();
  await prepare(await standard(['gen 3 5', 'gen 5 6']));
  expect(await readdir(join(home, 'generated'))).toHaveLength(2);
});

test('prepareProblem() gives back a problem that has everything', async () => {
  const { generation: _, ...problem } = await standard(['gen 1 2']);
  expect(await prepare(problem)).toBe(problem);
});

test.each<[string, string, Readonly<Record<string, string>>, string]>([
  ['a generator that fails', 'gen', {}, 'input of "tests/02": "files/gen.py" ended with exit code 1'],
  ['an input that is not valid', 'gen 101 1', {}, '--testset tests --group g 101 1'],
  ['a solution that fails', 'gen 1 2', { 'solutions/sum.py': 'raise SystemExit(4)\n' }, 'exit code 4'],
  [
    'an answer that the checker does not read',
    'gen 1 2',
    { 'solutions/sum.py': 'print("?")\n' },
    'is not accepted by the checker (JE)',
  ],
  [
    'a checker that does not compile',
    'gen 1 2',
    { 'files/check.cpp': 'int main( {' },
    '"files/check.cpp" does not compile',
  ],
])('prepareProblem() names %s, and keeps nothing', async (_, command, files, message) => {
  await expect(prepare(await standard([command], files))).rejects.toMatchObject({
    code: 'INVALID_PROBLEM',
    message: expect.stringContaining(message),
  });
  expect(await readdir(join(home, 'generated'))).toEqual([]);
});

test('prepareProblem() ends when it is told to', async () => {
  const problem = await standard(['gen 1 2'], { 'files/gen.py': 'import time\ntime.sleep(60)\n' });
  const abort = new AbortController();
  const preparing = prepareProblem(problem, { runner, home, signal: abort.signal });
  setTimeout(() => abort.abort(new Error('enough')), 500);
  await expect(preparing).rejects.toThrow('enough');
});

/** Answers with twice its number, once it was asked for. */
const INTERACTOR = `import sys
number = open(sys.argv[1]).read().split()[0]
print(number, flush=True)
said = sys.stdin.readline().strip()
open(sys.argv[2], 'w').write(said + '\\n')
sys.exit(0 if said else 1)
`;

async function interactive(solution: string): Promise<Problem> {
  const folder = await writeFolder('sum', {
    'problem.xml': polygonXml({
      tests: ['method="manual"'],
      assets: `${CHECKER}<interactor>${source('files/talk.py')}</interactor>
        <solutions><solution tag="main">${source('solutions/sum.py')}</solution></solutions>`,
    }),
    ...POLYGON_FILES,
    'tests/01': '21\n',
    'files/talk.py': INTERACTOR,
    'solutions/sum.py': solution,
  });
  folders.push(folder);
  return loadPolygon(await openPackage(folder.path));
}

test('prepareProblem() takes for the answer of an interactive case what the interactor writes', async () => {
  const prepared = await prepare(await interactive('print(2 * int(input()))\n'));
  expect(await readFile(prepared.cases[0]!.answerFile!, 'utf8')).toBe('42\n');
});

test('prepareProblem() names the interactor that does not like the main solution', async () => {
  await expect(prepare(await interactive('input()\n'))).rejects.toMatchObject({
    code: 'INVALID_PROBLEM',
    message: expect.stringContaining('answer of "tests/01": "files/talk.py" ended with exit code 1'),
  });
});
