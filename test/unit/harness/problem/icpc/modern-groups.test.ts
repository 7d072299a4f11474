import { describe, expect, test } from 'vitest';
import { casesAt, groupOf, loadModern, modernYaml } from './modern-package.js';

const SCORING = { 'problem.yaml': modernYaml('type: scoring\n') };
const INFINITY = Number.POSITIVE_INFINITY;

/** A group's folder: its cases and its test_group.yaml. */
function folder(name: string, yaml: string, ...cases: readonly string[]): Record<string, string> {
  return { ...casesAt(...cases.map((each) => `${name}/${each}`)), [`data/${name}/test_group.yaml`]: yaml };
}

describe('scores of format 2025-09', () => {
  test('are 100 in parts of the same size, where nothing is said', async () => {
    const problem = await loadModern({
      ...SCORING,
      ...casesAt('sample/1', 'secret/1', 'secret/b/2', 'secret/c', 'secret/d'),
    });
    expect(problem.root.rule).toMatchObject({
      ignore: ['sample'],
      score: { kind: 'sum' },
      onReject: 'continue',
    });
    const secret = groupOf(problem, 'secret');
    expect(secret.rule).toMatchObject({ onReject: 'continue', score: { kind: 'sum' }, range: [0, 100] });
    expect(secret.members).toHaveLength(4);
    expect(secret.members[0]).toMatchObject({
      score: { accepted: 25, rejected: 0, byChecker: true, max: 25 },
    });
  });

  test('of groups, by their aggregation', async () => {
    const problem = await loadModern({
      ...SCORING,
      ...casesAt('sample/1'),
      'data/secret/test_group.yaml': 'max_score: 100',
      ...folder('secret/a', 'max_score: 20', '1', '2'),
      ...folder(
        'secret/b',
        'max_score: 30\nscore_aggregation: min\nrequire_pass: [sample, secret/a]',
        '1',
        '2',
      ),
      ...folder('secret/c', 'max_score: 50\nscore_aggregation: sum\nrequire_pass: a', '1', 'x/2'),
    });
    expect(problem.warnings).toEqual([]);
    expect(groupOf(problem, 'secret').rule).toMatchObject({ onReject: 'continue', score: { kind: 'sum' } });
    const [a, b, c] = ['a', 'b', 'c'].map((name) => groupOf(problem, `secret/${name}`));
    expect(a!.rule).toMatchObject({
      onReject: 'break',
      score: { kind: 'all-or-nothing', score: 20 },
      range: [0, 20],
    });
    expect(a!.members[0]).toMatchObject({ score: { byChecker: false } });
    expect(b).toMatchObject({
      requires: ['sample', 'secret/a'],
      rule: { score: { kind: 'min-fraction', score: 30 } },
    });
    expect(b!.rule.onReject).toBe('break');
    expect(b!.members[1]).toMatchObject({ score: { accepted: 30, max: 30, byChecker: true } });
    expect(c).toMatchObject({
      requires: ['secret/a'],
      rule: { onReject: 'continue', score: { kind: 'sum' } },
    });
    expect(c!.members.map((member) => member.kind === 'case' && [member.name, member.score.max])).toEqual([
      ['secret/c/1', 25],
      ['secret/c/x/2', 25],
    ]);
  });

  test.each([
    ['sum', { onReject: 'continue', score: { kind: 'sum' }, range: [0, INFINITY] }],
    ['min', { onReject: 'break', score: { kind: 'min' }, range: [0, INFINITY] }],
  ])('without bounds, by the %s', async (aggregation, rule) => {
    const problem = await loadModern({
      ...SCORING,
      'output_validator/v.py': '',
      ...folder('secret', `max_score: unbounded\nscore_aggregation: ${aggregation}`, '1'),
    });
    const secret = groupOf(problem, 'secret');
    expect(secret.rule).toMatchObject(rule);
    expect(secret.members).toMatchObject([
      { score: { accepted: undefined, max: undefined, byChecker: true } },
    ]);
  });

  test('require nothing of samples that are not there', async () => {
    const problem = await loadModern({ ...SCORING, ...folder('secret', 'require_pass: sample', '1') });
    expect(groupOf(problem, 'secret').requires).toEqual([]);
    expect(problem.root.rule.ignore).toEqual([]);
  });

  test('by the lowest of the groups', async () => {
    const problem = await loadModern({
      ...SCORING,
      'data/secret/test_group.yaml': 'score_aggregation: min\nmax_score: 10',
      ...folder('secret/a', 'max_score: 10', '1'),
    });
    expect(groupOf(problem, 'secret').rule).toMatchObject({ score: { kind: 'min' }, range: [0, 10] });
  });

  test.each<[string, Record<string, string>, RegExp]>([
    [
      'all or nothing of no bound',
      folder('secret', 'max_score: unbounded\nscore_aggregation: pass-fail', '1'),
      /give it a max_score/,
    ],
    [
      'no bound without a validator',
      folder('secret', 'max_score: unbounded', '1'),
      /only an output validator/,
    ],
    [
      'a group without bound in a bound',
      folder('secret/a', 'score_aggregation: sum', '1'),
      /must have one, too/,
    ],
    [
      'sums in all or nothing',
      {
        'data/secret/test_group.yaml': 'score_aggregation: pass-fail',
        ...folder('secret/a', 'max_score: 1\nscore_aggregation: sum', '1'),
      },
      /must be pass-fail, too/,
    ],
    [
      'scores of samples',
      { ...casesAt('secret/1'), ...folder('sample', 'max_score: 1', '1') },
      /samples have no score/,
    ],
    [
      'static scores',
      folder('secret', 'static_validation_score: 5', '1'),
      /static_validation_score is not supported/,
    ],
    [
      'a later group',
      {
        ...folder('secret/a', 'max_score: 1\nrequire_pass: secret/b', '1'),
        ...folder('secret/b', 'max_score: 1', '1'),
      },
      /requires "secret\/b", which is no group before it/,
    ],
    [
      'a group with scores',
      {
        ...folder('secret/a', 'max_score: 1\nscore_aggregation: sum', '1'),
        ...folder('secret/b', 'max_score: 1\nrequire_pass: secret/a', '1'),
      },
      /has scores/,
    ],
    [
      'a folder among groups',
      { ...folder('secret/a', 'max_score: 1', '1'), ...casesAt('secret/b/1') },
      /add a test_group.yaml to "data\/secret\/b"/,
    ],
    [
      'a case among groups',
      { ...folder('secret/a', 'max_score: 1', '1'), ...casesAt('secret/1') },
      /move "1.in" into one of them/,
    ],
    [
      'a group of nothing',
      { ...folder('secret/a', 'max_score: 1', '1'), ...folder('secret/b', 'max_score: 1') },
      /"data\/secret\/b" has no case/,
    ],
    [
      'a negative score',
      folder('secret', 'max_score: -1', '1'),
      /"data\/secret\/test_group.yaml" line 1: "max_score"/,
    ],
  ])('are refused for %s', async (_name, files, message) => {
    await expect(loadModern({ ...SCORING, ...files })).rejects.toThrow(message);
  });
});

test('groups of pass-fail problems have no scores', async () => {
  const problem = await loadModern(folder('secret/a', 'max_score: 7\nrequire_pass: sample', '1'));
  expect(problem.warnings).toEqual([expect.stringMatching(/have no effect: the type is pass-fail/)]);
  expect(groupOf(problem, 'secret/a')).toMatchObject({ requires: [], rule: { score: { kind: 'none' } } });
});

describe('testdata.yaml in a later format', () => {
  test('of the draft is read as test_group.yaml', async () => {
    const problem = await loadModern({
      'problem.yaml': 'problem_format_version: 2023-07-draft\nname: a\nuuid: 1\ntype: scoring\n',
      ...casesAt('secret/a/1'),
      'data/secret/a/testdata.yaml':
        'scoring: {score: 100, aggregation: min}\noutput_validator_flags: case_sensitive\n',
    });
    expect(problem.warnings).toEqual([expect.stringMatching(/is of a draft of the format/)]);
    expect(groupOf(problem, 'secret/a').rule.score).toEqual({ kind: 'min-fraction', score: 100 });
    expect(problem.cases[0]!.checker).toMatchObject({ caseSensitive: true });
  });

  test('of the legacy format makes its groups legacy ones', async () => {
    const problem = await loadModern({
      'problem.yaml': 'problem_format_version: 2023-07-draft\nname: a\nuuid: 1\ntype: scoring\n',
      ...casesAt('secret/a/1'),
      'data/secret/a/testdata.yaml': 'accept_score: 40\ngrader_flags: min\n',
    });
    expect(problem.warnings).toEqual([expect.stringMatching(/groups are read as legacy ones/)]);
    expect(groupOf(problem, 'secret/a')).toMatchObject({
      rule: { score: { kind: 'min' } },
      members: [{ score: { accepted: 40 } }],
    });
  });
});
