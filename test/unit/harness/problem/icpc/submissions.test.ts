import { describe, expect, test } from 'vitest';
import type { PackageSubmission } from '../../../../../harness/problem/problem.js';
import { load } from '../loading.js';
import { loadModern, modernYaml } from './modern-package.js';

async function modern(
  files: Record<string, string>,
): Promise<Record<string, Omit<PackageSubmission, 'path'>>> {
  const { submissions } = await loadModern(files);
  return Object.fromEntries(submissions.map(({ path: _, ...rest }) => [rest.name, rest]));
}

const WIDE_AC = ['AC', 'PAC'];

describe('submissions.yaml', () => {
  test('adds to what folders promise, and replaces it key by key', async () => {
    const found = await modern({
      'submissions/accepted/a.py': '',
      'submissions/time_limit_exceeded/b.py': '',
      'submissions/mixed/c/main.py': '',
      'submissions/submissions.yaml': [
        'time_limit_exceeded: {permitted: [AC, WA, TLE]}',
        '"{accepted,mixed}/*": {message: hello}',
        'mixed: {required: RTE, score: [10, 20]}',
        'accepted/a.py:',
        '  authors: me',
        '  secret/group*: {permitted: [AC]}',
        '',
      ].join('\n'),
    });
    expect(found['accepted/a.py']!.expectations).toEqual([
      { cases: undefined, permitted: WIDE_AC },
      { cases: undefined, message: 'hello' },
      { cases: 'secret/group*', permitted: WIDE_AC },
    ]);
    expect(found['time_limit_exceeded/b.py']!.expectations).toEqual([
      { cases: undefined, permitted: ['AC', 'PAC', 'WA', 'OLE', 'TLE'], required: ['TLE'] },
    ]);
    expect(found['mixed/c']!.expectations).toEqual([
      { cases: undefined, required: ['RTE', 'MLE'], score: [10, 20] },
      { cases: undefined, message: 'hello' },
    ]);
  });

  test('tells language, entry and use for the time limit', async () => {
    const found = await modern({
      'submissions/accepted/a.txt2': '',
      'submissions/accepted/b/x.py': '',
      'submissions/brute_force/c.py': '',
      'submissions/time_limit_exceeded/d.py': '',
      'submissions/rejected/e.py': '',
      'submissions/submissions.yaml': [
        'accepted: {use_for_time_limit: false}',
        'accepted/a.txt2: {language: python3}',
        'accepted/b: {entrypoint: x.py, use_for_time_limit: true, permitted: [AC]}',
        'time_limit_exceeded: {required: [TLE], use_for_time_limit: true}',
        'rejected: {use_for_time_limit: upper}',
        '',
      ].join('\n'),
    });
    expect(found['accepted/a.txt2']).toMatchObject({ language: 'python', usedForTimeLimit: 'no' });
    expect(found['accepted/b']).toMatchObject({ entry: 'x.py', usedForTimeLimit: 'lower' });
    expect(found['brute_force/c.py']).toMatchObject({ usedForTimeLimit: 'no' });
    expect(found['time_limit_exceeded/d.py']).toMatchObject({ usedForTimeLimit: 'upper' });
    expect(found['rejected/e.py']).toMatchObject({ usedForTimeLimit: 'upper' });
  });

  test.each([
    [
      'a verdict that the format does not know',
      'accepted: {permitted: [MLE]}',
      /line 1: "accepted.permitted/,
    ],
    ['a score of three numbers', 'accepted: {score: [1, 2, 3]}', /line 1: "accepted.score/],
    ['a glob that is too long', `"${'*'.repeat(1_001)}": {}`, /a glob may have 1000 characters/],
    ['a key that holds no map', 'accepted: {secret: 5}', /line 1: "accepted.secret/],
  ])('is refused for %s', async (_name, yaml, message) => {
    await expect(modern({ 'submissions/submissions.yaml': yaml })).rejects.toThrow(message);
  });
});

test('programs in languages that are not known are passed over, answers are not', async () => {
  const files = {
    'submissions/accepted/a.py': '',
    'submissions/accepted/b.xyz': '',
    'submissions/accepted/c/d.xyz': '',
    'submissions/accepted/e/f/g.py': '',
    'submissions/accepted/h.py': '#!/usr/bin/env python2\n',
  };
  const programs = await loadModern(files);
  expect(programs.submissions.map(({ name }) => name)).toEqual(['accepted/a.py', 'accepted/e']);
  expect(programs.warnings).toEqual([
    expect.stringMatching(/"submissions\/accepted\/b.xyz" is passed over: there is no toolchain/),
    expect.stringMatching(/"submissions\/accepted\/c" is passed over/),
    expect.stringMatching(/"submissions\/accepted\/h.py" is passed over/),
  ]);
  const answers = await loadModern({ ...files, 'problem.yaml': modernYaml('type: submit-answer\n') });
  expect(answers.submissions).toHaveLength(5);
});

describe('DOMjudge says of submissions', () => {
  test('what is expected in the source, in folders that are not the four official ones', async () => {
    const note = (results: string): string => `# @EXPECTED_RESULTS@: ${results}\n`;
    const { submissions, warnings } = await load({
      'submissions/wrong_answer/a.py': note('TIMELIMIT'),
      'submissions/mixed/b.py': note('wrong_answer, TIMELIMIT'),
      'submissions/rejected/c.c': '/* @expected_results@: RUN-ERROR */\n',
      'submissions/mixed/d/main.py': `${note('CORRECT')}# @EXPECTED_SCORE@: 40.5\n`,
      'submissions/mixed/e.py': note('SLOW'),
    });
    expect(submissions.map(({ name, expectations }) => [name, expectations])).toEqual([
      ['mixed/b.py', [{ cases: undefined, verdict: ['WA', 'TLE'] }]],
      ['mixed/d', [{ cases: undefined, verdict: ['AC'], score: [40.5, 40.5] }]],
      ['mixed/e.py', undefined],
      ['rejected/c.c', [{ cases: undefined, verdict: ['RTE', 'MLE'] }]],
      ['wrong_answer/a.py', [expect.objectContaining({ required: ['WA'] })]],
    ]);
    expect(warnings).toEqual([expect.stringMatching(/the expected result "SLOW" is not known/)]);
  });

  test('their languages and entries in submissions.json', async () => {
    const { submissions } = await load({
      'submissions/accepted/x/main.py': '',
      'submissions/accepted/README.md': '',
      'submissions/submissions.json':
        '{"submissions/accepted/x/": {"entry_point": "main.py", "langid": "python3", "team": "a"}}',
    });
    expect(submissions).toMatchObject([{ name: 'accepted/x', language: 'python', entry: 'main.py' }]);
  });

  test('nothing in a submissions.json that is none', async () => {
    await expect(load({ 'submissions/submissions.json': '[1' })).rejects.toThrow(/no JSON object/);
  });
});
