import { describe, expect, test } from 'vitest';
import type { Tool } from '../../../../harness/checkers/checker.js';
import type { TestGroup } from '../../../../harness/problem/problem.js';
import {
  type CaseOutcome,
  foldGroups,
  type GroupRule,
  maxScoreOf,
} from '../../../../harness/scoring/index.js';
import type { Verdict } from '../../../../harness/verdict.js';
import { graph, group, outcomes, points, upTo } from './graphs.js';

type Known = Readonly<Record<string, Verdict | CaseOutcome>>;

const fold = (root: TestGroup, known: Known, type: 'scoring' | 'pass-fail' = 'scoring') =>
  foldGroups(graph(root, type), outcomes(known));

const SUM: Partial<GroupRule> = { onReject: 'continue', score: { kind: 'sum' } };

describe('foldGroups() of a pass-fail problem', () => {
  test.each([
    [{ a: 'AC', b: 'AC', c: 'AC' }, 'AC'],
    [{ a: 'AC', b: 'WA', c: 'TLE' }, 'WA'],
    [{ a: 'AC', b: 'TLE' }, 'TLE'],
    [{ a: 'AC' }, 'SK'],
    [{}, 'SK'],
    [{ a: 'JE', b: 'AC', c: 'AC' }, 'JE'],
    [{ a: 'JE', b: 'WA', c: 'AC' }, 'JE'],
    [{ a: 'WA', b: 'JE', c: 'JE' }, 'WA'],
    [{ a: { verdict: 'AC', score: 3 }, b: 'AC', c: 'AC' }, 'JE'],
  ] as const)('makes %j %s', async (known, verdict) => {
    const folded = await fold(group('', ['a', 'b', 'c']), known, 'pass-fail');
    expect(folded.verdict).toBe(verdict);
    expect(folded).not.toHaveProperty('score');
  });

  test('names the case whose checker gave a score', async () => {
    const { caseFaults, message } = await fold(
      group('', ['a']),
      { a: { verdict: 'AC', score: 3 } },
      'pass-fail',
    );
    expect(message).toBe('case "a": its checker gave a score, and may give none here');
    expect([...caseFaults]).toEqual([['a', message]]);
  });

  test('is SK without any case', async () => {
    expect((await fold(group('', []), {}, 'pass-fail')).verdict).toBe('SK');
  });
});

describe('the verdict of a group', () => {
  test.each([
    ['first', false, ['AC', 'WA', 'RTE'], 'WA'],
    ['worst', false, ['WA', 'TLE', 'RTE', 'MLE'], 'RTE'],
    ['worst', false, ['WA', 'TLE', 'OLE', 'MLE'], 'MLE'],
    ['worst', false, ['WA', 'OLE', 'TLE', 'AC'], 'TLE'],
    ['worst', false, ['WA', 'OLE', 'AC', 'AC'], 'OLE'],
    ['worst', false, ['WA', 'JE', 'AC'], 'JE'],
    ['accept', false, ['WA', 'RTE'], 'AC'],
    ['accept', false, ['WA', 'JE'], 'JE'],
    ['first', true, ['WA', 'AC'], 'AC'],
    ['first', true, ['WA', 'TLE'], 'WA'],
    ['first', true, ['JE', 'AC'], 'JE'],
    ['first', false, [], 'AC'],
  ] as const)('by %s, any accepts: %s, of %j is %s', async (verdict, acceptIfAny, of, expected) => {
    const names = of.map((_, index) => `case-${index}`);
    const inner = group('inner', names, { onReject: 'continue', verdict, acceptIfAny });
    const known = Object.fromEntries(names.map((name, index) => [name, of[index]!]));
    const { groups } = await fold(group('', [inner]), known, 'pass-fail');
    expect(groups[0]!.verdict).toBe(expected);
  });
});

describe('the score of a group', () => {
  const worth = upTo(10);
  const half: CaseOutcome = { verdict: 'PAC', fraction: 0.5 };
  test.each([
    [{ kind: 'sum' }, { a: 'AC', b: half, c: 'WA' }, 15, 30],
    [{ kind: 'average' }, { a: 'AC', b: half, c: 'WA' }, 5, 10],
    [{ kind: 'min' }, { a: 'AC', b: half, c: 'AC' }, 5, 10],
    [{ kind: 'max' }, { a: 'WA', b: half, c: 'WA' }, 5, 10],
    [{ kind: 'multiply' }, { a: 'AC', b: half, c: 'AC' }, 500, 1000],
    [{ kind: 'all-or-nothing', score: 40 }, { a: 'AC', b: 'AC', c: 'AC' }, 40, 40],
    [{ kind: 'all-or-nothing', score: 40 }, { a: 'AC', b: half, c: 'AC' }, 0, 40],
    [{ kind: 'threshold', threshold: 5, score: 40 }, { a: 'AC', b: half, c: 'AC' }, 40, 40],
    [{ kind: 'threshold', threshold: 6, score: 40 }, { a: 'AC', b: half, c: 'AC' }, 0, 40],
    [{ kind: 'min-fraction', score: 40 }, { a: 'AC', b: half, c: 'AC' }, 20, 40],
    [{ kind: 'min-fraction', score: 40 }, { a: 'AC', b: half, c: 'WA' }, 0, 40],
  ] as const)('by %j of %j is %d of %d', async (score, known, expected, max) => {
    const folded = await fold(group('', ['a', 'b', 'c'], { ...SUM, score }, { worth }), known);
    expect([folded.score, folded.maxScore]).toEqual([expected, max]);
  });

  test('is summed without the noise of binary fractions', async () => {
    const names = [...'abcdefghij'];
    const root = group('', names, SUM, { worth: points(0.1) });
    const folded = await fold(root, Object.fromEntries(names.map((name) => [name, 'AC' as const])));
    expect(folded).toMatchObject({ verdict: 'AC', score: 1, maxScore: 1 });
  });

  test.each(['sum', 'average', 'min', 'max', 'multiply'] as const)(
    'by %s of no members is 0',
    async (kind) => {
      const root = group('', [group('empty', [], { score: { kind } }), 'a'], SUM, { worth: points(1) });
      expect(await fold(root, { a: 'AC' })).toMatchObject({ verdict: 'AC', score: 1, maxScore: 1 });
    },
  );

  test.each([
    ['min', 0],
    ['multiply', 0],
    ['sum', 10],
    ['average', 5],
    ['max', 10],
  ] as const)('by %s, cut off by a break, is %d', async (kind, expected) => {
    const root = group('', ['a', 'b', 'c'], { score: { kind } }, { worth: points(10) });
    expect((await fold(root, { a: 'AC', b: 'WA', c: 'AC' })).score).toBe(expected);
  });

  test('counts no member that is ignored, but its judge error', async () => {
    const root = (sample: Verdict) =>
      fold(group('', ['sample', 'a'], { ...SUM, ignore: ['sample'] }, { worth: points(10) }), {
        sample,
        a: 'AC',
      });
    expect(await root('WA')).toMatchObject({ verdict: 'AC', score: 10, maxScore: 10 });
    expect(await root('JE')).toMatchObject({ verdict: 'JE', score: 10, maxScore: 10 });
  });

  test('outside its range is JE', async () => {
    const root = group('', ['a'], { ...SUM, range: [0, 5] }, { worth: upTo(undefined) });
    expect(await fold(root, { a: { verdict: 'AC', score: 6 } })).toMatchObject({
      verdict: 'JE',
      score: 0,
      message: 'group "": its score of 6 is outside its range of 0 to 5',
    });
    expect(await fold(root, { a: { verdict: 'AC', score: 5 } })).toMatchObject({
      verdict: 'AC',
      maxScore: 5,
    });
  });
});

describe('the score of a case', () => {
  const rules = { fixed: points(10), bounded: upTo(10), open: upTo(undefined) };
  test.each([
    ['fixed', 'AC', 'AC', 10],
    ['fixed', { verdict: 'AC', score: 10 }, 'JE', 0],
    ['fixed', { verdict: 'PAC', fraction: 0.5 }, 'JE', 0],
    ['bounded', 'AC', 'AC', 10],
    ['bounded', { verdict: 'AC', score: 4 }, 'PAC', 4],
    ['bounded', { verdict: 'AC', fraction: 0.25 }, 'PAC', 2.5],
    ['bounded', { verdict: 'AC', score: 11 }, 'JE', 0],
    ['bounded', { verdict: 'AC', score: Number.NaN }, 'JE', 0],
    ['bounded', { verdict: 'AC', fraction: 1.01 }, 'JE', 0],
    ['bounded', { verdict: 'AC', fraction: 0.5, score: 5 }, 'JE', 0],
    ['bounded', { verdict: 'PAC' }, 'JE', 0],
    ['bounded', { verdict: 'WA', score: 7 }, 'WA', 0],
    ['open', 'AC', 'JE', 0],
    ['open', { verdict: 'AC', score: 1e6 }, 'AC', 1e6],
    ['open', { verdict: 'AC', fraction: 0.5 }, 'JE', 0],
  ] as const)('worth %s of %j makes the submission %s with %d', async (worth, outcome, verdict, score) => {
    const root = group('', ['a'], SUM, { worth: rules[worth] });
    expect(await fold(root, { a: outcome })).toMatchObject({ verdict, score });
  });

  test('is its best over the groups that hold it', async () => {
    const small = group('1', ['a'], SUM, { worth: points(1) });
    const large = group('2', ['a'], SUM, { worth: points(5) });
    const { caseScores, score } = await fold(group('', [small, large], SUM), { a: 'AC' });
    expect([...caseScores]).toEqual([['a', { score: 5, maxScore: 5 }]]);
    expect(score).toBe(6);
  });
});

describe('the verdict of a scoring submission', () => {
  const half = group('1', ['a'], SUM, { worth: points(50) });
  const rest = group('2', ['b', 'c'], { score: { kind: 'all-or-nothing', score: 50 } });
  const root = group('', [half, rest], SUM);
  test.each([
    [{ a: 'AC', b: 'AC', c: 'AC' }, 'AC', 100],
    [{ a: 'AC', b: 'TLE', c: 'AC' }, 'PAC', 50],
    [{ a: 'WA', b: 'TLE' }, 'WA', 0],
    [{ a: 'AC', b: 'AC', c: 'JE' }, 'JE', 50],
    [{ a: 'AC', b: 'AC' }, 'SK', 50],
  ] as const)('of %j is %s with %d', async (known, verdict, score) => {
    expect(await fold(root, known)).toMatchObject({ verdict, score, maxScore: 100 });
  });

  test('where nothing can be had is as in a pass-fail problem', async () => {
    const worthless = group('', ['a'], SUM, { worth: points(0) });
    expect((await fold(worthless, { a: 'WA' })).verdict).toBe('WA');
    expect((await fold(worthless, { a: 'AC' })).verdict).toBe('AC');
  });

  test('is never AC without points, even by a rule that always accepts', async () => {
    const root = group('', ['a'], { ...SUM, verdict: 'accept' }, { worth: points(1) });
    expect((await fold(root, { a: 'RTE' })).verdict).toBe('RTE');
  });
});

describe('a group that requires another', () => {
  const root = group(
    '',
    [
      group('1', ['a'], SUM, { worth: points(1) }),
      group('2', ['b'], SUM, { worth: points(2), requires: ['1'] }),
      group('3', ['c'], SUM, { worth: points(4), requires: ['2'] }),
    ],
    SUM,
  );
  test.each([
    [{ a: 'AC', b: 'AC', c: 'AC' }, 7, ['AC', 'AC', 'AC']],
    [{ a: 'WA', b: 'AC', c: 'AC' }, 0, ['WA', 'SK', 'SK']],
    [{ a: 'AC', b: 'WA', c: 'AC' }, 1, ['AC', 'WA', 'SK']],
    [{ a: 'JE', b: 'AC', c: 'AC' }, 0, ['JE', 'SK', 'SK']],
  ] as const)('by %j has %d', async (known, score, verdicts) => {
    const folded = await fold(root, known);
    expect(folded.score).toBe(score);
    expect(folded.groups.map(({ verdict }) => verdict)).toEqual(verdicts);
  });

  test('says which one', async () => {
    const { groups } = await fold(root, { a: 'WA' });
    expect(groups[1]!.message).toBe('not run: it requires "1", which is not accepted');
  });

  test('passes a failed sample on, though samples do not count', async () => {
    const sample = group('sample', ['s']);
    const secret = group('secret', ['a'], SUM, { worth: points(1), requires: ['sample'] });
    const folded = await fold(group('', [sample, secret], { ...SUM, ignore: ['sample'] }), {
      s: 'WA',
      a: 'AC',
    });
    expect(folded).toMatchObject({ verdict: 'WA', score: 0 });
  });

  test('in a circle is refused', async () => {
    const circle = group('', [
      group('1', ['a'], {}, { requires: ['2'] }),
      group('2', ['b'], {}, { requires: ['1'] }),
    ]);
    await expect(fold(circle, {})).rejects.toMatchObject({ code: 'INVALID_PROBLEM' });
  });
});

describe('a group with a grader', () => {
  const grader: Tool = { name: 'graders/grade.py', language: 'python', main: 'grade.py', files: [] };
  const custom = { kind: 'custom', grader, flags: ['min'] } as const;
  const root = group(
    '',
    [group('1', ['a', 'b'], { onReject: 'continue', score: custom, range: [0, 100] }, { worth: upTo(10) })],
    SUM,
  );
  const half: Known = { a: 'AC', b: { verdict: 'PAC', score: 2.5 } };

  test('asks it about the members that count', async () => {
    const asked: unknown[] = [];
    const folded = await foldGroups(graph(root), outcomes(half), async (...call) => {
      asked.push(call);
      return { verdict: 'AC', score: 60 };
    });
    expect(asked).toEqual([[grader, ['min'], 'AC 10\nAC 2.5\n']]);
    expect(folded).toMatchObject({ verdict: 'PAC', score: 60, maxScore: 100 });
  });

  test.each([
    [{ fault: 'exited 1' }, 'group "1": grader "graders/grade.py": exited 1'],
    [{ verdict: 'SK', score: 1 }, 'group "1": grader "graders/grade.py": it printed the verdict "SK"'],
    [{ verdict: 'AC', score: Number.NaN }, 'group "1": grader "graders/grade.py": it printed a score of NaN'],
    [{ verdict: 'JE', score: 1 }, 'group "1": grader "graders/grade.py": it printed JE'],
    [{ verdict: 'AC', score: 101 }, 'group "1": its score of 101 is outside its range of 0 to 100'],
  ] as const)('is JE when it answers %j', async (answer, message) => {
    const folded = await foldGroups(graph(root), outcomes(half), async () => answer);
    expect(folded).toMatchObject({ verdict: 'JE', score: 0, message });
  });

  test('is JE without asking when a member is', async () => {
    expect((await fold(root, { a: 'JE', b: 'AC' })).verdict).toBe('JE');
  });

  test('cannot be folded without a way to run it', async () => {
    await expect(fold(root, half)).rejects.toMatchObject({ code: 'INVALID_OPTIONS' });
  });
});

describe('maxScoreOf()', () => {
  test.each([
    ['a sum', group('', ['a', 'b'], SUM, { worth: points(2) }), 4],
    ['a sum with an unbounded case', group('', ['a', 'b'], SUM, { worth: upTo(undefined) }), undefined],
    [
      'an unbounded sum within a range',
      group('', ['a'], { ...SUM, range: [0, 9] }, { worth: upTo(undefined) }),
      9,
    ],
    ['what is ignored', group('', ['a', 'b'], { ...SUM, ignore: ['a'] }, { worth: points(2) }), 2],
    ['no members', group('', [], SUM), 0],
  ] as const)('of %s', (_what, root, max) => {
    expect(maxScoreOf(graph(root))).toBe(max);
  });

  test('of a pass-fail problem is undefined', () => {
    expect(maxScoreOf(graph(group('', ['a'], SUM, { worth: points(2) }), 'pass-fail'))).toBeUndefined();
  });
});
