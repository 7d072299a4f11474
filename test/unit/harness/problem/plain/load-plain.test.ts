import { describe, expect, test } from 'vitest';
import { openPackage } from '../../../../../harness/problem/package.js';
import { loadPlain } from '../../../../../harness/problem/plain/load-plain.js';
import type { Problem } from '../../../../../harness/problem/problem.js';
import { writeFolder } from '../../../../support/problem-package.js';

async function load(files: Readonly<Record<string, string>>): Promise<Problem> {
  await using folder = await writeFolder('sum', files);
  return await loadPlain(await openPackage(folder.path));
}

const PAIR = { '1.in': '1', '1.ans': '1' };

describe('loadPlain()', () => {
  test('pairs inputs with .ans or .out, samples first, numbers by value', async () => {
    const problem = await load({
      '10.in': '',
      '10.ans': '',
      '2.in': '',
      '2.out': '',
      'sample1.in': '',
      'sample1.ans': '',
      'easy/a.in': '',
      'easy/a.ans': '',
      'sample/x.in': '',
      'sample/x.ans': '',
      'docs/readme.md': '',
    });
    expect(problem.cases.map(({ name, sample }) => [name, sample])).toEqual([
      ['sample1', true],
      ['sample/x', true],
      ['2', false],
      ['10', false],
      ['easy/a', false],
    ]);
    expect(problem).toMatchObject({
      id: 'sum',
      name: 'sum',
      format: 'plain',
      type: 'pass-fail',
      timeLimit: { kind: 'declared', timeMs: 2_000, file: 'default' },
      warnings: ['there is no time limit: it is taken to be 2 s'],
    });
    expect(problem.root.members.map((each) => (each.kind === 'group' ? each.group.name : each.name))).toEqual(
      ['sample1', 'sample', '2', '10', 'easy'],
    );
  });

  test('reads problem.yaml', async () => {
    const yaml = `name: Sums
time_limit: 1.5
memory: 64
output: 2
checker: { name: numbers, tolerance: 1e-6 }
time_factors: { py: 3 }
languages: [c++, python3]`;
    const problem = await load({ ...PAIR, 'problem.yaml': yaml });
    expect(problem).toMatchObject({
      name: 'Sums',
      timeLimit: { timeMs: 1_500, file: 'problem.yaml' },
      limits: { memoryBytes: 64 * 2 ** 20, outputBytes: 2 * 2 ** 20, timeFactors: { python: 3 } },
      sources: { languages: ['cpp', 'python'] },
      warnings: [],
    });
    expect(problem.cases[0]!.checker).toEqual({ kind: 'numbers', tolerance: 1e-6 });
  });

  test('program checkers with the headers beside them, and interactors', async () => {
    const files = { ...PAIR, 'judge/check.cpp': '', 'judge/testlib.h': '', 'judge/other.cpp': '' };
    const checked = await load({ ...files, 'problem.yaml': 'checker: { testlib: judge/check.cpp }' });
    expect(checked.cases[0]!.checker).toMatchObject({
      kind: 'testlib',
      tool: { language: 'cpp', main: 'check.cpp', files: [{ path: 'check.cpp' }, { path: 'testlib.h' }] },
    });
    const talking = await load({ ...files, 'problem.yaml': 'interactor: { validator: judge/check.cpp }' });
    expect(talking.task).toEqual({ kind: 'interactive', protocol: 'validator', passes: 1 });
    expect(talking.cases[0]!.checker).toMatchObject({ kind: 'validator' });
    const testlib = await load({ ...files, 'problem.yaml': 'interactor: { testlib: judge/check.cpp }' });
    expect(testlib.task).toMatchObject({ protocol: 'testlib' });
  });

  test('points per case', async () => {
    const { type, root } = await load({
      ...PAIR,
      'sample.in': '',
      'sample.ans': '',
      'problem.yaml': 'scoring: { per_case: 10 }',
    });
    expect(type).toBe('scoring');
    expect(root).toMatchObject({
      rule: { onReject: 'continue', score: { kind: 'sum' } },
      members: [
        { name: 'sample', score: { accepted: 0 } },
        { name: '1', score: { accepted: 10, max: 10 } },
      ],
    });
  });

  test('points per folder', async () => {
    const { root } = await load({
      'easy/1.in': '',
      'easy/1.ans': '',
      'hard/1.in': '',
      'hard/1.ans': '',
      'problem.yaml': 'scoring: { per_folder: { easy: 30, hard: 70 } }',
    });
    expect(root.members).toMatchObject([
      { group: { name: 'easy', rule: { onReject: 'break', score: { kind: 'all-or-nothing', score: 30 } } } },
      { group: { name: 'hard', rule: { score: { score: 70 } } } },
    ]);
  });

  test('own submissions, which are no tests', async () => {
    const { submissions, cases } = await load({
      ...PAIR,
      'submissions/accepted/a.py': '',
      'submissions/wrong_answer/1.in': '',
    });
    expect(submissions.map(({ name, promise }) => [name, promise])).toEqual([
      ['accepted/a.py', 'accepted'],
      ['wrong_answer/1.in', 'wrong_answer'],
    ]);
    expect(cases).toHaveLength(1);
  });

  test('no answer is needed where a program judges', async () => {
    const { cases } = await load({ '1.in': '', 'c.py': '', 'problem.yaml': 'checker: { validator: c.py }' });
    expect(cases[0]!.answerFile).toBeUndefined();
  });

  test.each([
    ['no test', { 'x.txt': '' }, 'there is no test'],
    ['an input without an answer', { '1.in': '' }, '"1.in" has no answer'],
    [
      'an unknown key',
      { ...PAIR, 'problem.yaml': 'tiem_limit: 1' },
      'line 1 has the unknown key "tiem_limit"',
    ],
    ['an unknown checker', { ...PAIR, 'problem.yaml': 'checker: magic' }, 'magic'],
    [
      'a checker that is not there',
      { ...PAIR, 'problem.yaml': 'checker: { spj: x.c }' },
      '"x.c", which is not there',
    ],
    ['an unknown language', { ...PAIR, 'problem.yaml': 'languages: [esperanto]' }, '"esperanto"'],
    ['points for nothing', { ...PAIR, 'problem.yaml': 'scoring: { per_folder: { x: 1 } }' }, '"x"'],
    [
      'a checker beside an interactor that judges',
      { ...PAIR, 'c.py': '', 'problem.yaml': 'checker: lines\ninteractor: { validator: c.py }' },
      'remove one',
    ],
  ])('refuses %s', async (_, files, message) => {
    await expect(load(files)).rejects.toMatchObject({
      code: 'INVALID_PROBLEM',
      message: expect.stringContaining(message),
    });
  });
});
