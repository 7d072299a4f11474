import { describe, expect, test } from 'vitest';
import { planData } from '../../../../harness/convert/plan-data.js';
import { planGroups } from '../../../../harness/convert/plan-groups.js';
import type { CaseScore, GroupMember, Problem, TestGroup } from '../../../../harness/problem/problem.js';
import { DEFAULT_CHECKER, simpleCase } from '../../../../harness/problem/usual.js';
import { type GroupRule, NO_SCORE, PASS_FAIL } from '../../../../harness/scoring/rules.js';

const SUM: GroupRule = { ...PASS_FAIL, onReject: 'continue', score: { kind: 'sum' } };
const rule = (score: GroupRule['score']): GroupRule => ({ ...PASS_FAIL, score });
const points = (accepted: number): CaseScore => ({ accepted, rejected: 0, byChecker: false, max: accepted });
const one = (name: string, score = NO_SCORE): GroupMember => ({ kind: 'case', name, score });
const group = (name: string, members: GroupMember[], given = SUM, requires: string[] = []): TestGroup => ({
  name,
  members,
  requires,
  rule: given,
});
const inside = (given: TestGroup): GroupMember => ({ kind: 'group', group: given });

function plan(root: TestGroup) {
  const warnings: string[] = [];
  const groups = planGroups(root, warnings);
  return {
    warnings,
    groups: groups.map(({ name, cases, aggregation, maxScore }) => [
      name,
      cases.join(' '),
      aggregation,
      maxScore,
    ]),
  };
}

describe('planGroups()', () => {
  test('a sum of cases worth the same is one group', () => {
    expect(plan(group('', [one('a', points(10)), one('b', points(10))]))).toEqual({
      groups: [['cases', 'a b', 'sum', 20]],
      warnings: [],
    });
  });

  test('a sum of cases worth different points is a group for each worth', () => {
    expect(plan(group('', [one('a', points(5)), one('b', points(1)), one('c', points(5))])).groups).toEqual([
      ['cases', 'a c', 'sum', 10],
      ['cases-2', 'b', 'sum', 1],
    ]);
  });

  test('groups in a sum stay groups, those below all-or-nothing are taken together', () => {
    const all = group(
      '1',
      [one('a'), inside(group('1/x', [one('b')]))],
      rule({ kind: 'all-or-nothing', score: 30 }),
    );
    const least = group('2', [one('c')], rule({ kind: 'min-fraction', score: 70 }));
    expect(plan(group('', [inside(all), inside(least)])).groups).toEqual([
      ['1', 'a b', 'pass-fail', 30],
      ['2', 'c', 'min', 70],
    ]);
  });

  test('the lowest of cases that are all worth the same is all or nothing, as legacy packages have it', () => {
    const least = group('secret/g', [one('a', points(40)), one('b', points(40))], rule({ kind: 'min' }));
    const secret = group('secret', [inside(least)]);
    const root: TestGroup = {
      ...group('', [inside(group('sample', [one('s', points(0))])), inside(secret)]),
      rule: { ...SUM, ignore: ['sample'] },
    };
    expect(plan(root)).toEqual({ groups: [['g', 'a b', 'pass-fail', 40]], warnings: [] });
  });

  test('what the format cannot express is warned of', () => {
    const { warnings } = plan(
      group('', [inside(group('m', [one('a', points(2.5))], rule({ kind: 'max' })))]),
    );
    expect(warnings).toEqual([
      'group "m" is scored by max: it is summed instead',
      'group "m" ends at its first rejected case: it is summed to the end instead',
      'group "m" has 2.5 points: rounded to 3, for the format has integers only',
    ]);
  });
});

describe('planData()', () => {
  const problem = (names: readonly string[], root: TestGroup, type: Problem['type'] = 'pass-fail'): Problem =>
    ({
      type,
      root,
      cases: names.map((name) =>
        simpleCase({
          name,
          inputFile: undefined,
          answerFile: undefined,
          sample: name.includes('sample'),
          checker: DEFAULT_CHECKER,
        }),
      ),
    }) as unknown as Problem;
  const flat = (names: readonly string[]) =>
    group(
      '',
      names.map((name) => one(name)),
    );
  const paths = (given: Problem) => planData(given, []).cases.map(({ path }) => path);

  test('names stay where they are in order', () => {
    const names = ['sample/1', 'secret/01', 'secret/group/02'];
    expect(paths(problem(names, flat(names)))).toEqual(names);
  });

  test('names whose order is another one are numbered, odd characters are replaced', () => {
    const names = ['sample', 'tests/2', 'tests/10', 'tests/ö'];
    expect(paths(problem(names, flat(names)))).toEqual([
      'sample/sample',
      'secret/1-2',
      'secret/2-10',
      'secret/3-_',
    ]);
  });

  test('groups of scoring problems are folders; samples without worth are only samples', () => {
    const root = group('', [
      one('sample1', { ...points(0), max: 0 }),
      inside(group('easy', [one('easy/b'), one('easy/a')], rule({ kind: 'all-or-nothing', score: 30 }))),
      inside(group('arm', [one('arm/1')], rule({ kind: 'all-or-nothing', score: 70 }))),
    ]);
    expect(paths(problem(['sample1', 'easy/b', 'easy/a', 'arm/1'], root, 'scoring'))).toEqual([
      'sample/sample1',
      'secret/1-easy/1-b',
      'secret/1-easy/2-a',
      'secret/2-arm/1',
    ]);
  });
});
