import { mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadProblem } from '../../../../harness/problem/load.js';
import { SUM_PROBLEM, writeFolder } from '../../../support/problem-package.js';
import { refusal } from './loading.js';

describe('loadProblem() refuses', () => {
  test.each([
    [
      '__proto__ as a key',
      { 'problem.yaml': '__proto__: {polluted: 1}\n' },
      /line 1: has the unknown key "__proto__"/,
    ],
    [
      'a limit that is no number',
      { 'problem.yaml': 'name: a\nlimits: {memory: lots}\n' },
      /line 2: "limits.memory"/,
    ],
    ['bytes for text', { 'problem.yaml': 'name: !!binary aGk=\n' }, /line 1: has a value of type .*binary/],
    ['a limit of nothing', { 'problem.yaml': 'limits: {output: 0}\n' }, /"limits.output"/],
    [
      'a missing answer',
      { 'data/secret/03.in': '1 1\n' },
      /"data\/secret\/03.in" has no answer: add "data\/secret\/03.ans"/,
    ],
    ['wrong flags', { 'problem.yaml': 'validator_flags: ignore_case' }, /flag "ignore_case" is unknown/],
    [
      'flags given twice',
      {
        'problem.yaml': 'validator_flags: case_sensitive',
        'data/testdata.yaml': 'output_validator_flags: case_sensitive',
      },
      /given twice/,
    ],
    [
      'another version',
      { 'problem.yaml': 'problem_format_version: 2031-01' },
      /problem_format_version "2031-01" is not supported/,
    ],
    ['another type', { 'problem.yaml': 'type: scored' }, /line 1: "type"/],
    ['another validation', { 'problem.yaml': 'validation: magic' }, /validation "magic" is not known/],
    [
      'a default validator that interacts',
      { 'problem.yaml': 'validation: default interactive' },
      /default validator does no such thing/,
    ],
    [
      'a custom validator that is not there',
      { 'problem.yaml': 'validation: custom' },
      /no program in output_val/,
    ],
    [
      'two interactors',
      {
        'problem.yaml': 'validation: custom interactive',
        'output_validators/a.py': '',
        'output_validators/b.py': '',
      },
      /several output validators/,
    ],
    [
      'a validator in no language',
      { 'problem.yaml': 'validation: custom', 'output_validators/a.xyz': 'x' },
      /"output_validators\/a.xyz" is in an unknown language/,
    ],
    [
      'a custom grader that is not there',
      { 'data/testdata.yaml': 'grading: custom' },
      /no program in graders/,
    ],
    ['a range that is none', { 'data/testdata.yaml': 'range: 5 1' }, /line 1: "range" must be two numbers/],
    ['a score that is none', { 'data/testdata.yaml': 'accept_score: many' }, /line 1: "accept_score"/],
    ['a time limit that is none', { '.timelimit': 'one\n' }, /"\.timelimit" has the time limit "one"/],
    ['no time at all', { '.timelimit': '0' }, /"\.timelimit" has the time limit "0"/],
    [
      'two time limits',
      { 'domjudge-problem.ini': "timelimit='2'\n" },
      /"\.timelimit" says 1000 ms and "domjudge-problem.ini" 2000 ms/,
    ],
    ['broken YAML', { 'problem.yaml': 'name: Sum\nlimits: {memory: 1\n' }, /"problem.yaml" line \d+: /],
    ['a key given twice', { 'problem.yaml': 'name: a\nname: b\n' }, /line 2: .*unique/],
    ['a list', { 'problem.yaml': '- name\n' }, /"problem.yaml" line 1/],
  ])('%s', async (_name, changes, message) => {
    expect(await refusal(changes)).toMatch(message);
  });

  test('bytes that are not UTF-8', async () => {
    await using folder = await writeFolder('sum', SUM_PROBLEM);
    await writeFile(join(folder.path, 'problem.yaml'), Buffer.from([0x6e, 0xff]));
    await expect(loadProblem(folder.path)).rejects.toThrow(/is not UTF-8/);
  });

  test('a folder that is not there, a file, a folder without problem.yaml', async () => {
    await using folder = await writeFolder('sum', { 'data/secret/1.in': '', 'none/a.txt': '' });
    await expect(loadProblem(join(folder.path, 'nowhere'))).rejects.toThrow(
      /Cannot open problem ".*nowhere"/,
    );
    await expect(loadProblem(join(folder.path, 'data/secret/1.in'))).rejects.toThrow(/neither a folder/);
    await expect(loadProblem(join(folder.path, 'data'))).rejects.toThrow(/"secret\/1.in" has no answer/);
    await expect(loadProblem(join(folder.path, 'none'))).rejects.toThrow(/in no format that is known/);
  });

  test('a package without tests', async () => {
    await using folder = await writeFolder('sum', { 'problem.yaml': 'name: Sum', 'data/secret/README': '' });
    await expect(loadProblem(folder.path)).rejects.toThrow(/no test case/);
  });

  test.each([
    ['/etc/hostname', /leaves the package/],
    ['../../outside', /leaves the package/],
    ['nowhere', /symlink to nothing/],
    ['loop.ans', /ELOOP|too many/],
  ])('a symlink to %s', async (target, message) => {
    await using folder = await writeFolder('sum', { ...SUM_PROBLEM, 'data/secret/loop.in': '' });
    await writeFile(join(folder.path, '../outside'), '');
    await mkdir(join(folder.path, 'data/outside'));
    await symlink(
      target === '../../outside' ? '../../../outside' : target,
      join(folder.path, 'data/secret/loop.ans'),
    );
    await expect(loadProblem(folder.path)).rejects.toThrow(message);
  });

  test('a folder name beside the rule only with a warning', async () => {
    await using folder = await writeFolder('sum', SUM_PROBLEM);
    const path = join(folder.path, '../My_Sum');
    await rename(folder.path, path);
    expect((await loadProblem(path)).warnings).toEqual([
      expect.stringMatching(/"My_Sum" should be of a-z and 0-9/),
    ]);
  });
});

describe('loadProblem() is not brought down by', () => {
  test.each([
    ['deep flow sequences', '['.repeat(60_000)],
    ['a bomb above the size cap', '['.repeat(200_000)],
    ['nested keys', `${'? '.repeat(20_000)}x`],
    ['nested maps', '{a: '.repeat(15_000)],
    ['nested lists', `${'- '.repeat(30_000)}x`],
    [
      'aliases of aliases',
      `a: &a [x,x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 9 }, (_, i) => `${'bcdefghij'[i]}: &${'bcdefghij'[i]} [${Array(10).fill(`*${'abcdefghi'[i]}`).join(',')}]`).join('\n')}`,
    ],
    ['an alias of itself', 'a: &a [*a]\n'],
  ])('%s', async (_name, text) => {
    const start = performance.now();
    expect(await refusal({ 'problem.yaml': text })).toMatch(/^Cannot load problem "sum": "problem.yaml"/);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
