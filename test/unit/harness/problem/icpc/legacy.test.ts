import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadProblem } from '../../../../../harness/problem/load.js';
import type { TestGroup } from '../../../../../harness/problem/problem.js';
import { PASS_FAIL } from '../../../../../harness/scoring/rules.js';
import { SUM_PROBLEM, writeFolder } from '../../../../support/problem-package.js';
import { load } from '../loading.js';

/** The pattern of nearly all scoring packages. */
const SCORING: Readonly<Record<string, string>> = {
  'problem.yaml': 'type: scoring\n',
  'data/testdata.yaml': 'on_reject: continue\nrange: 0 100\ngrader_flags: ignore_sample\n',
  'data/sample/1.in': '1',
  'data/sample/1.ans': '',
  'data/sample/testdata.yaml':
    'on_reject: continue\naccept_score: 0\nrange: 0 0\ngrader_flags: first_error\n',
  'data/secret/testdata.yaml': 'on_reject: continue\ngrader_flags: first_error accept_if_any_accepted\n',
  'data/secret/g1/testdata.yaml': 'on_reject: break\naccept_score: 40\nrange: 0 40\ngrader_flags: min\n',
  'data/secret/g1/1.in': '',
  'data/secret/g1/1.ans': '',
  'data/secret/g2/testdata.yaml': 'on_reject: break\naccept_score: "60"\nrange: 0 60\ngrader_flags: min\n',
  'data/secret/g2/2.in': '',
  'data/secret/g2/2.ans': '',
};

function group(root: TestGroup, name: string): TestGroup {
  const found = root.members.flatMap((member) => (member.kind === 'group' ? [member.group] : []));
  const own = found.find((each) => each.name === name);
  return own ?? group(found.find((each) => name.startsWith(`${each.name}/`))!, name);
}

describe('a legacy package', () => {
  test('that says nothing is judged as contests have it', async () => {
    const { root, task } = await load();
    expect(task).toEqual({ kind: 'batch', passes: 1 });
    expect(root.rule).toEqual(PASS_FAIL);
    expect(group(root, 'secret').rule).toEqual(PASS_FAIL);
  });

  test('with scores', async () => {
    await using folder = await writeFolder('points', SCORING);
    const { root, type, warnings } = await loadProblem(folder.path);
    expect(warnings).toEqual([]);
    expect(type).toBe('scoring');
    expect(root.rule).toEqual({
      onReject: 'continue',
      verdict: 'worst',
      acceptIfAny: false,
      ignore: ['sample'],
      score: { kind: 'sum' },
      range: [0, 100],
    });
    expect(group(root, 'secret').rule).toMatchObject({ verdict: 'first', acceptIfAny: true, ignore: [] });
    const g2 = group(root, 'secret/g2');
    expect(g2.rule).toMatchObject({ onReject: 'break', score: { kind: 'min' }, range: [0, 60] });
    expect(g2.members).toEqual([
      { kind: 'case', name: 'secret/g2/2', score: { accepted: 60, rejected: 0, byChecker: false, max: 60 } },
    ]);
  });

  test('hands its settings down, key by key, also from problem.yaml', async () => {
    const { root } = await load({
      'problem.yaml': 'type: scoring\ngrading: {on_reject: continue, accept_score: 5, range: -inf +inf}\n',
      'data/testdata.yaml': 'reject_score: -1\ngrader_flags: always_accept avg max\n',
    });
    const secret = group(root, 'secret');
    expect(secret.rule).toMatchObject({
      onReject: 'continue',
      verdict: 'accept',
      score: { kind: 'max' },
      range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    });
    expect(secret.members[0]).toMatchObject({ score: { accepted: 5, rejected: -1, max: 5 } });
  });

  test('with a grader of its own', async () => {
    const { root } = await load({
      'problem.yaml': 'type: scoring\n',
      'data/secret/testdata.yaml': 'grading: custom\ngrader_flags: min score=3\n',
      'graders/grader.py': 'print("AC 1")\n',
    });
    expect(group(root, 'secret').rule.score).toMatchObject({
      kind: 'custom',
      flags: ['min', 'score=3'],
      grader: { name: 'graders/grader.py', language: 'python', main: 'grader.py' },
    });
    expect(root.rule.score).toEqual({ kind: 'sum' });
  });

  test('with output validators, all of which must accept', async () => {
    const { cases } = await load({
      'problem.yaml': 'validation: custom\nvalidator_flags: a b\n',
      'output_validators/one.cpp': '',
      'output_validators/testlib.h': '',
      'output_validators/two/build': '#!/bin/sh\n',
      'output_validators/two/x.cpp': '',
      'data/secret/testdata.yaml': 'output_validator_flags: c',
    });
    const of = (name: string) => cases.find((each) => each.name === name)!.checker;
    expect(of('secret/01')).toMatchObject({
      kind: 'all',
      checkers: [
        { kind: 'validator', tool: { language: 'cpp', main: 'one.cpp' }, args: ['a', 'b', 'c'] },
        { kind: 'validator', tool: { name: 'output_validators/two', language: 'build', main: 'build' } },
      ],
    });
    expect(of('sample/1')).toMatchObject({ checkers: [{ args: ['a', 'b'] }, {}] });
    expect(of('secret/01')).toBe(of('secret/02'));
  });

  test.each([
    ['custom interactive', '', { kind: 'interactive', protocol: 'validator', passes: 1 }],
    ['custom multi-pass', '', { kind: 'batch', passes: 2 }],
    [
      'custom score interactive multi-pass',
      'validation_passes: 7',
      { kind: 'interactive', protocol: 'validator', passes: 7 },
    ],
  ])('validation %s %s', async (validation, limit, task) => {
    const yaml = `validation: ${validation}\n${limit && `limits: {${limit}}\n`}`;
    expect((await load({ 'problem.yaml': yaml, 'output_validators/v.py': '' })).task).toEqual(task);
  });

  test('with a test that groups share by symlinks has it once', async () => {
    await using folder = await writeFolder('points', {
      ...SCORING,
      'data/secret/g1/testdata.yaml': `${SCORING['data/secret/g1/testdata.yaml']}input_validator_flags: small`,
    });
    const at = (path: string): string => join(folder.path, 'data/secret', path);
    await symlink('../g1/1.in', at('g2/1.in'));
    await symlink('../g1/1.ans', at('g2/1.ans'));
    const { root, cases } = await loadProblem(folder.path);
    expect(cases.map(({ name }) => name)).toEqual(['sample/1', 'secret/g1/1', 'secret/g2/2']);
    expect(cases[1]!.inputValidatorArgs).toEqual([
      { group: 'secret/g1', args: ['small'] },
      { group: 'secret/g2', args: [] },
    ]);
    expect(group(root, 'secret/g2').members.map((member) => member.kind === 'case' && member.name)).toEqual([
      'secret/g1/1',
      'secret/g2/2',
    ]);
  });

  test('but not where the groups judge it otherwise', async () => {
    await using folder = await writeFolder('points', {
      ...SCORING,
      'data/secret/g2/testdata.yaml': 'output_validator_flags: case_sensitive',
    });
    await symlink('../g1/1.in', join(folder.path, 'data/secret/g2/1.in'));
    await symlink('../g1/1.ans', join(folder.path, 'data/secret/g2/1.ans'));
    expect((await loadProblem(folder.path)).cases.map(({ name }) => name)).toContain('secret/g2/1');
  });

  test('with files to include, input validators, notes and a name in an ini file', async () => {
    const problem = await load({
      'problem.yaml': '',
      'domjudge-problem.ini': "name = 'Sum of two'\n",
      'include/cpp/main.cpp': '',
      'include/python3/lib/a.py': '',
      'input_validators/check.py': '',
      'input_format_validators/old': '#!/usr/bin/env python3\n',
      'data/secret/01.hint': 'Carry.\n',
      'data/secret/01.desc': 'Two digits\n',
      'data/secret/testdata.yaml': 'input_validator_flags: --big x',
    });
    expect(problem.warnings).toEqual([]);
    expect(problem.name).toBe('Sum of two');
    expect(
      Object.entries(problem.sources.include).map(([name, files]) => [name, files.map(({ path }) => path)]),
    ).toEqual([
      ['cpp', ['main.cpp']],
      ['python', ['lib/a.py']],
    ]);
    expect(problem.inputValidators.map(({ name, language }) => [name, language])).toEqual([
      ['input_validators/check.py', 'python'],
      ['input_format_validators/old', 'python'],
    ]);
    expect(problem.cases.find(({ name }) => name === 'secret/01')).toMatchObject({
      hint: 'Carry.',
      description: 'Two digits',
      inputValidatorArgs: [{ group: 'secret', args: ['--big', 'x'] }],
    });
  });

  test('does not follow symlinks out of it, wherever they are', async () => {
    const CUSTOM = { 'problem.yaml': 'validation: custom', 'output_validators/own.py': '' };
    for (const path of [
      'include/cpp/x.h',
      'output_validators/v.py',
      'submissions/accepted/a.py',
      'graders/g.py',
    ]) {
      await using folder = await writeFolder('sum', { ...SUM_PROBLEM, ...CUSTOM });
      await mkdir(join(folder.path, path, '..'), { recursive: true });
      await symlink('/etc/hostname', join(folder.path, path));
      await expect(loadProblem(folder.path)).rejects.toThrow(/leaves the package/);
    }
  });
});
