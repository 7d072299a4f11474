import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectationsOf, judgeExpectations, settles } from '../../../harness/expected.js';
import type { SubmissionExpectation } from '../../../harness/problem/problem.js';
import { modernPromiseOf, promiseOf } from '../../../harness/promises.js';
import type { SubmissionReport } from '../../../harness/report.js';
import { VERDICTS, type Verdict } from '../../../harness/verdict.js';

const FOLDERS = [
  'accepted',
  'wrong_answer',
  'time_limit_exceeded',
  'run_time_error',
  'rejected',
  'brute_force',
  'memory_limit_exceeded',
  'output_limit_exceeded',
  'compile_error',
  'compiler_error',
  'no_output',
  'output_limit',
  'slow_accepted',
];

/** A report with these cases: `secret/1`, `secret/2`, … unless their names are given. */
function reportOf(
  verdicts: readonly Verdict[],
  rest: Partial<SubmissionReport> & { readonly names?: readonly string[] } = {},
): SubmissionReport {
  const { names, ...given } = rest;
  const cases = verdicts.map((verdict, i) => ({
    name: names?.[i] ?? `secret/${i + 1}`,
    verdict,
    message: '',
  }));
  const verdict = verdicts.find((each) => each !== 'AC' && each !== 'SK') ?? 'AC';
  return { name: 'x', language: 'python', verdict, message: '', cases, ...given };
}

function outcome(folder: string, report: SubmissionReport): string {
  return judgeExpectations(expectationsOf({ promise: folder })!, report).outcome;
}

describe('expectationsOf()', () => {
  test.each(['mixed', 'check_manually', 'Accepted', '', '__proto__', 'constructor'])(
    'knows no promise of %j',
    (folder) => {
      expect(expectationsOf({ promise: folder })).toBeUndefined();
    },
  );

  test('what the package says goes before the folder, also when it is nothing', () => {
    const expectations = [{ cases: undefined, required: ['WA'] as const }];
    expect(expectationsOf({ promise: 'accepted', expectations })).toBe(expectations);
    expect(expectationsOf({ promise: 'accepted', expectations: [] })).toBeUndefined();
  });
});

describe('judgeExpectations() of folders', () => {
  test.each([
    ['accepted', ['AC', 'AC'], 'kept'],
    ['accepted', ['AC', 'WA'], 'broken'],
    ['accepted', ['AC', 'SK'], 'undecided'],
    ['accepted', ['AC', 'JE'], 'undecided'],
    ['accepted', ['JE', 'WA'], 'broken'],
    ['wrong_answer', ['AC', 'WA'], 'kept'],
    ['wrong_answer', ['AC', 'AC'], 'broken'],
    ['wrong_answer', ['WA', 'RTE'], 'broken'],
    ['wrong_answer', ['WA', 'SK', 'SK'], 'kept'],
    ['wrong_answer', ['AC', 'SK'], 'undecided'],
    ['time_limit_exceeded', ['WA', 'TLE'], 'kept'],
    ['time_limit_exceeded', ['TLE', 'RTE'], 'broken'],
    ['run_time_error', ['WA', 'RTE'], 'kept'],
    ['run_time_error', ['MLE'], 'kept'],
    ['run_time_error', ['WA'], 'broken'],
    ['rejected', ['OLE'], 'kept'],
    ['rejected', ['AC'], 'broken'],
    ['brute_force', ['AC', 'TLE'], 'kept'],
    ['brute_force', ['WA', 'TLE'], 'broken'],
    ['memory_limit_exceeded', ['AC', 'MLE'], 'kept'],
    ['memory_limit_exceeded', ['RTE'], 'broken'],
    ['output_limit_exceeded', ['AC', 'OLE'], 'kept'],
    ['compile_error', ['AC'], 'broken'],
    ['no_output', ['WA'], 'kept'],
    ['slow_accepted', ['TLE', 'AC'], 'kept'],
    ['slow_accepted', ['WA'], 'broken'],
  ] as const)('%s with %j is %s', (folder, verdicts, expected) => {
    expect(outcome(folder, reportOf(verdicts))).toBe(expected);
  });

  test('a submission that does not compile', () => {
    const report = reportOf(['SK', 'SK'], { verdict: 'CE', message: 'no' });
    expect(outcome('compile_error', report)).toBe('kept');
    expect(outcome('accepted', report)).toBe('broken');
  });

  test('a host fault before any case leaves it undecided', () => {
    const report = reportOf(['SK', 'SK'], { verdict: 'JE', message: 'no jail' });
    for (const folder of FOLDERS) expect(outcome(folder, report)).toBe('undecided');
  });

  test('accepted in part is a matter of the whole', () => {
    expect(outcome('partially_accepted', reportOf(['AC', 'WA'], { verdict: 'PAC', score: 40 }))).toBe('kept');
    expect(outcome('partially_accepted', reportOf(['AC', 'AC'], { verdict: 'AC', score: 100 }))).toBe(
      'broken',
    );
  });

  test.each([
    ['time_limit_exceeded', ['WA', 'TLE'], 'broken'],
    ['time_limit_exceeded', ['AC', 'TLE'], 'kept'],
    ['run_time_error', ['AC', 'MLE'], 'kept'],
    ['wrong_answer', ['OLE'], 'kept'],
    ['rejected', ['OLE', 'AC'], 'kept'],
    ['accepted', ['PAC', 'AC'], 'kept'],
    ['memory_limit_exceeded', ['MLE'], 'kept'],
  ] as const)('of format 2025-09: %s with %j is %s', (folder, verdicts, expected) => {
    const expectations = [{ cases: undefined, ...modernPromiseOf(folder)! }];
    expect(judgeExpectations(expectations, reportOf(verdicts)).outcome).toBe(expected);
  });
});

describe('judgeExpectations() of what packages say', () => {
  const scored = reportOf(['AC', 'WA', 'AC'], {
    names: ['sample/1', 'secret/a/1', 'secret/b/1'],
    verdict: 'PAC',
    score: 60,
    groups: [
      { name: 'secret/a', verdict: 'WA', score: 0, message: '', cases: ['secret/a/1'], groups: [] },
      { name: 'secret/b', verdict: 'AC', score: 60, message: '', cases: ['secret/b/1'], groups: [] },
    ],
  });
  const told = {
    ...reportOf(['WA']),
    cases: [{ name: 'secret/1', verdict: 'WA', message: 'Not a tree' }],
  } as const;

  test.each<
    [string, Omit<SubmissionExpectation, 'cases'> & { cases?: string }, SubmissionReport, string, string]
  >([
    ['one of the results', { verdict: ['WA', 'TLE'] }, reportOf(['AC', 'TLE']), 'kept', ''],
    [
      'none of the results',
      { verdict: ['WA', 'TLE'] },
      reportOf(['RTE']),
      'broken',
      'it is RTE, not WA or TLE',
    ],
    ['a score', { score: [50, 60] }, scored, 'kept', ''],
    ['another score', { score: [60.5, 100] }, scored, 'broken', 'it has the score 60, not 60.5 to 100'],
    ['a score where there is none', { score: [1, 1] }, reportOf(['AC']), 'broken', 'it has no score'],
    ['a score of a group', { cases: 'secret/b', score: [60, 60] }, scored, 'kept', ''],
    [
      'another score of a group',
      { cases: 'secret/{a,b}', score: [60, 60] },
      scored,
      'broken',
      'secret/a has the score 0',
    ],
    ['verdicts of a group', { cases: 'secret/b', permitted: ['AC'] }, scored, 'kept', ''],
    [
      'other verdicts of a group',
      { cases: 'secret/*', permitted: ['AC'] },
      scored,
      'broken',
      'secret/a/1 is WA, not AC',
    ],
    [
      'verdicts required of a group',
      { cases: 'secret/b', required: ['WA'] },
      scored,
      'broken',
      'no case of secret/b is WA',
    ],
    [
      'a group that is not there',
      { cases: 'secret/c', permitted: ['AC'] },
      scored,
      'broken',
      'no case matches "secret/c"',
    ],
    ['a message', { message: 'tree' }, told, 'kept', ''],
    ['another message', { message: 'Tree' }, told, 'broken', 'no checker says "Tree"'],
  ])('%s', (_name, { cases, ...rest }, report, expected, reason) => {
    const result = judgeExpectations([{ cases, ...rest }], report);
    expect(result.outcome).toBe(expected);
    expect(result.reason).toContain(reason);
  });

  test('what is broken beats what is undecided', () => {
    const both = [
      { cases: undefined, permitted: ['AC', 'WA'] },
      { cases: undefined, score: [1, 1] },
      { cases: undefined, permitted: ['AC'] },
    ] as const;
    expect(judgeExpectations(both, reportOf(['WA', 'SK'])).outcome).toBe('broken');
    expect(judgeExpectations(both.slice(0, 2), reportOf(['WA', 'SK'])).outcome).toBe('undecided');
  });
});

describe('settles()', () => {
  test('never by JE', () => {
    for (const folder of FOLDERS) expect(settles(expectationsOf({ promise: folder })!, 'JE')).toBe(false);
  });

  test.each<[SubmissionExpectation, Verdict, boolean]>([
    [{ cases: undefined, score: [1, 2], required: ['WA'] }, 'WA', false],
    [{ cases: 'secret/a', permitted: ['AC'] }, 'WA', false],
    [{ cases: undefined, permitted: ['AC', 'TLE'], message: 'x' }, 'WA', true],
    [{ cases: undefined, verdict: ['WA'] }, 'WA', false],
  ])('%j by %s: %s', (expectation, verdict, expected) => {
    expect(settles([expectation], verdict)).toBe(expected);
  });

  test('what judging in order has settled stays so, whatever comes after', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FOLDERS),
        fc.array(fc.constantFrom(...VERDICTS.filter((v) => v !== 'SK' && v !== 'JE' && v !== 'CE')), {
          minLength: 1,
        }),
        (folder, verdicts) => {
          const expectations = expectationsOf({ promise: folder })!;
          const end = verdicts.findIndex((verdict) => settles(expectations, verdict));
          if (end < 0) return;
          const cut = verdicts.map((verdict, i): Verdict => (i > end ? 'SK' : verdict));
          const early = judgeExpectations(expectations, reportOf(cut)).outcome;
          expect(early).toBe(promiseOf(folder)!.permitted?.includes(verdicts[end]!) ? 'kept' : 'broken');
        },
      ),
    );
  });
});
