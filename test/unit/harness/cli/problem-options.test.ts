import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findProblems } from '../../../../harness/cli/problem-options.js';
import { SUM_PROBLEM, type TestFolder, writeFolder } from '../../../support/problem-package.js';

const NONE = { input: [], answer: [], strict: false, 'time-limit': undefined, 'memory-limit': undefined };

let folder: TestFolder;

beforeAll(async () => {
  const package_ = (id: string) =>
    Object.entries(SUM_PROBLEM).map(([path, text]) => [`${id}/${path}`, text] as const);
  folder = await writeFolder('contest', {
    ...Object.fromEntries([...package_('sum'), ...package_('again')]),
    'plain/1.in': '1 2\n',
    'plain/1.ans': '3\n',
    'class/ada.py': '',
    'ada.py': '',
  });
});

afterAll(() => folder?.[Symbol.asyncDispose]());

const at = (name: string) => join(folder.path, name);

describe('findProblems()', () => {
  test.each([
    [['sum', 'class'], ['sum'], ['class']],
    [
      ['sum', 'again', 'class', 'ada.py'],
      ['sum', 'again'],
      ['class', 'ada.py'],
    ],
    [['plain', 'ada.py'], ['plain'], ['ada.py']],
    [['sum', 'ada.py', 'again'], ['sum'], ['ada.py', 'again']],
  ])('of %j takes %j as problems and %j as submissions', async (paths, ids, left) => {
    const { problems, paths: submissions } = await findProblems(paths.map(at), NONE);
    expect([problems.map(({ id }) => id), submissions]).toEqual([ids, left.map(at)]);
  });

  test('makes a problem of globs, with its limits and its checker', async () => {
    const { problems, paths } = await findProblems([at('ada.py')], {
      ...NONE,
      input: [at('plain/*.in')],
      answer: [at('plain/*.ans')],
      checker: '{"name":"numbers","tolerance":0.5}',
      'time-limit': 3_000,
      'memory-limit': 2 ** 26,
    });
    expect([problems.length, paths]).toEqual([1, [at('ada.py')]]);
    expect(problems[0]).toMatchObject({
      timeLimit: { kind: 'declared', timeMs: 3_000 },
      limits: { memoryBytes: 2 ** 26 },
      cases: [{ name: '1', checker: { kind: 'numbers', tolerance: 0.5 } }],
    });
  });

  test('judges by the checker that is named', async () => {
    const { problems } = await findProblems([at('sum'), at('class')], { ...NONE, checker: 'exact' });
    expect(problems[0]!.cases.map(({ checker }) => checker.kind)).toEqual(['exact', 'exact', 'exact']);
  });

  test.each([
    ['no submissions', ['sum', 'again'], {}, 'INVALID_OPTIONS', /name the submissions behind the problems/],
    ['no problem', ['ada.py', 'class'], {}, 'INVALID_PROBLEM', /ada\.py/],
    ['an unknown checker', ['sum', 'class'], { checker: 'magic' }, 'INVALID_OPTIONS', /--checker: "magic"/],
    ['broken JSON', ['sum', 'class'], { checker: '{"name":' }, 'INVALID_OPTIONS', /--checker/],
    [
      'answers without inputs',
      ['sum', 'class'],
      { answer: ['x'] },
      'INVALID_OPTIONS',
      /--answer without --input/,
    ],
    [
      'a limit of a package',
      ['sum', 'class'],
      { 'time-limit': 5 },
      'INVALID_OPTIONS',
      /--time-limit without/,
    ],
  ])('refuses %s', async (_name, paths, args, code, message) => {
    await expect(findProblems(paths.map(at), { ...NONE, ...args })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });
});
