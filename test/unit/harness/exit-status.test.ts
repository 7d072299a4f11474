import { expect, test } from 'vitest';
import { exitStatusOf } from '../../../harness/exit-status.js';
import type { Report, SubmissionReport } from '../../../harness/report.js';
import type { Verdict } from '../../../harness/verdict.js';

type Outcome = NonNullable<SubmissionReport['promise']>['outcome'];

function submission(verdict: Verdict, outcome?: Outcome, cases: Verdict[] = [verdict]): SubmissionReport {
  const promise = outcome && { folder: 'accepted', permitted: [], required: [], outcome };
  return {
    name: 'a.py',
    language: 'python',
    verdict,
    message: '',
    cases: cases.map((each, i) => ({ name: `secret/${i}`, verdict: each, message: '' })),
    promise,
  };
}

function report(submissions: SubmissionReport[], status: Report['status'] = 'complete'): Report {
  const problem = {
    id: 'sum',
    name: 'Sum',
    type: 'pass-fail',
    cases: [],
    memoryBytes: 1,
    outputBytes: 1,
    warnings: [],
  } as const;
  return {
    version: 1,
    command: 'grade',
    status,
    problems: [{ ...problem, timeLimit: { kind: 'unknown', cause: 'host', reason: '' }, submissions }],
  };
}

test.each([
  ['all accepted', report([submission('AC')]), ['AC'], 0],
  ['any verdict will do without --require', report([submission('WA'), submission('CE')]), [], 0],
  ['a verdict outside --require', report([submission('AC'), submission('WA')]), ['AC'], 1],
  ['a verdict of several in --require', report([submission('TLE'), submission('AC')]), ['AC', 'TLE'], 0],
  ['a broken promise', report([submission('AC', 'kept'), submission('WA', 'broken')]), [], 1],
  ['promises kept', report([submission('WA', 'kept')]), [], 0],
  ['a judge error', report([submission('JE')]), [], 3],
  [
    'a judge error on a case behind another verdict',
    report([submission('WA', undefined, ['WA', 'JE'])]),
    [],
    3,
  ],
  [
    'a judge error beats a broken promise',
    report([submission('WA', 'broken'), submission('JE', 'undecided')]),
    [],
    3,
  ],
  ['interrupted beats all', report([submission('JE')], 'interrupted'), [], 130],
] as const)('exitStatusOf(): %s', (_name, given, require, status) => {
  expect(exitStatusOf(given, require)).toBe(status);
});
