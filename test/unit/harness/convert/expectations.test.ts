import { describe, expect, test } from 'vitest';
import { saidOf, saidOfFolder } from '../../../../harness/convert/expectations.js';
import type { SubmissionExpectation } from '../../../../harness/problem/problem.js';

const said = (promise: string, ...expectations: SubmissionExpectation[]) => {
  const warnings: string[] = [];
  const submission = {
    name: `${promise}/a.py`,
    promise,
    path: '/a.py',
    ...(expectations[0] && { expectations }),
  };
  return [saidOf(submission, warnings), warnings.length];
};

describe('saidOf()', () => {
  test.each(['accepted', 'wrong_answer', 'compile_error', 'output_limit_exceeded', 'odd'])(
    'nothing is said where the folder %s says it',
    (folder) => expect(said(folder)).toEqual([{}, 0]),
  );

  test('verdicts become those of the format', () => {
    const expectation = {
      cases: undefined,
      permitted: ['AC', 'MLE', 'OLE', 'PAC'],
      required: ['MLE', 'PAC'],
    } as const;
    expect(said('mixed', expectation)).toEqual([{ permitted: ['AC', 'WA', 'RTE'], required: ['RTE'] }, 0]);
  });

  test('expectations of some cases, scores and messages', () => {
    const some = { cases: 'secret/*', score: [10, 20], message: 'no' } as const;
    expect(said('mixed', some)).toEqual([{ 'secret/*': { score: [10, 20], message: 'no' } }, 0]);
  });

  test('what the format cannot say is warned of', () => {
    expect(said('mixed', { cases: undefined, permitted: ['CE'] })).toEqual([{}, 1]);
  });
});

describe('saidOfFolder()', () => {
  test.each([
    ['accepted', {}],
    ['wrong_answer', {}],
    ['memory_limit_exceeded', {}],
    ['time_limit_exceeded', { permitted: ['AC', 'WA', 'TLE'], required: ['TLE'] }],
  ])('%s', (folder, keys) => {
    expect(saidOfFolder(folder)).toEqual(keys);
  });
});
