import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadProblem } from '../../../../harness/problem/load.js';
import { SUM_PROBLEM, writeFolder } from '../../../support/problem-package.js';
import { load, refusal } from './loading.js';

describe('loadProblem() reads', () => {
  test('a package as it is', async () => {
    const problem = await load({
      'submissions/accepted/sum.py': '',
      'submissions/wrong_answer/a/main.py': '',
    });
    expect(problem).toMatchObject({
      id: 'sum',
      name: 'Sum',
      format: 'icpc-legacy',
      type: 'pass-fail',
      timeLimit: { kind: 'declared', timeMs: 1_000, file: '.timelimit' },
      limits: {
        memoryBytes: 128 * 2 ** 20,
        outputBytes: 2 ** 20,
        codeBytes: 128 * 2 ** 10,
        compileMs: 60_000,
      },
      warnings: [],
    });
    expect(problem.submissions.map(({ name, promise }) => [name, promise])).toEqual([
      ['accepted/sum.py', 'accepted'],
      ['wrong_answer/a', 'wrong_answer'],
    ]);
  });

  test('cases by name, samples first, groups among them', async () => {
    const problem = await load({
      'data/secret/a/1.in': '',
      'data/secret/a/1.ans': '',
      'data/secret/b.in': '',
      'data/secret/b.ans': '',
    });
    const names = problem.cases.map(({ name }) => name);
    expect(names).toEqual(['sample/1', 'secret/01', 'secret/02', 'secret/a/1', 'secret/b']);
  });

  test('defaults of the format, from an empty problem.yaml', async () => {
    const { name, limits } = await load({ 'problem.yaml': '' });
    expect(name).toBe('sum');
    expect(limits).toEqual({
      memoryBytes: 2 ** 31,
      outputBytes: 2 ** 23,
      codeBytes: 2 ** 17,
      compileMs: 60_000,
      compileMemoryBytes: 2 ** 31,
      validationMs: 60_000,
      validationMemoryBytes: 2 ** 31,
      validationOutputBytes: 2 ** 23,
      timeFactors: {},
    });
  });

  test('flags of the output validator, inherited and overridden by folder', async () => {
    const problem = await load({
      'problem.yaml': 'validator_flags: case_sensitive\n',
      'data/testdata.yaml': 'output_validator_flags: float_tolerance 1e-3\n',
      'data/secret/a/testdata.yaml': 'output_validator_flags: space_change_sensitive\n',
      'data/secret/a/1.in': '',
      'data/secret/a/1.ans': '',
    });
    const flags = Object.fromEntries(problem.cases.map(({ name, checker }) => [name, checker]));
    expect(flags['secret/01']).toMatchObject({
      caseSensitive: true,
      absoluteTolerance: 1e-3,
      spaceChangeSensitive: false,
    });
    expect(flags['secret/a/1']).toMatchObject({
      caseSensitive: true,
      absoluteTolerance: undefined,
      spaceChangeSensitive: true,
    });
  });

  test.each([
    ['problem.yaml', 'name: {en: Sum, de: Summe}\n', 'Sum'],
    ['problem.yaml', 'name: 42\nauthor:\nsource_url: https://example.org\nkeywords: [a, b]\n', '42'],
  ])('%s that says %j', async (file, text, name) => {
    expect(await load({ [file]: text })).toMatchObject({ name, warnings: [] });
  });

  test('a symlink within the package, and the submission behind one', async () => {
    await using folder = await writeFolder('sum', {
      ...SUM_PROBLEM,
      'submissions/accepted/sum.py': 'print()',
    });
    await symlink('01.in', join(folder.path, 'data/secret/03.in'));
    await symlink('01.ans', join(folder.path, 'data/secret/03.ans'));
    await symlink('accepted', join(folder.path, 'submissions/rejected'));
    const problem = await loadProblem(folder.path);
    expect(problem.cases.find(({ name }) => name === 'secret/03')?.inputFile).toMatch(/secret\/01\.in$/);
    expect(problem.submissions.map(({ name }) => name)).toContain('rejected/sum.py');
  });
});

describe('loadProblem() warns of', () => {
  test.each([
    [
      'a name that the format does not allow',
      { 'data/secret/a b.in': '' },
      /"data\/secret\/a b.in" is passed over/,
    ],
    ['an answer without input', { 'data/secret/09.ans': '' }, /09\.ans" has no input/],
    [
      'keys of other versions',
      { 'problem.yaml': 'limits: {time_resolution: 2}' },
      /limits\.time_resolution" has no effect/,
    ],
    [
      'an unknown key',
      { 'problem.yaml': 'name: Sum\nauthr: me\n' },
      /"problem.yaml" line 2 has the unknown key "authr" in the top level/,
    ],
    [
      'an unknown key of limits',
      { 'problem.yaml': 'limits:\n  time_multiplier: 2\n  memroy: 1\n' },
      /line 3 has the unknown key "memroy" in "limits"/,
    ],
    [
      'an unknown key of testdata.yaml',
      { 'data/secret/testdata.yaml': '\nfoo: 1' },
      /"data\/secret\/testdata.yaml" line 2 .*"foo"/,
    ],
    [
      'a merge key',
      { 'problem.yaml': 'grading: &a {show_test_data_groups: 1}\n<<: *a\n' },
      /unknown key "<<"/,
    ],
    [
      'a validator that is not used',
      { 'output_validators/check.py': '' },
      /output_validators" is passed over/,
    ],
    ['other folders of data', { 'data/invalid_input/1.in': '' }, /data\/invalid_input" is passed over/],
    [
      'a grader that folds otherwise',
      { 'data/testdata.yaml': 'on_reject: continue' },
      /testdata.yaml of "data", "data\/sample", "data\/secret" is followed/,
    ],
    ['an include for no language', { 'include/klingon/a.txt': '' }, /"include\/klingon" is passed over/],
    [
      'flags of no grader',
      { 'data/secret/testdata.yaml': 'grader_flags: median' },
      /grader flag "median" is not known/,
    ],
    ['programs of DOMjudge', { 'domjudge-problem.ini': 'special_run=x\n' }, /"special_run" has no effect/],
  ])('%s; strict refuses it', async (_name, changes, warning) => {
    expect((await load(changes)).warnings).toEqual([expect.stringMatching(warning)]);
    expect(await refusal(changes, true)).toMatch(warning);
  });
});
