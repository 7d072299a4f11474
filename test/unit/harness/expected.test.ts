import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keeps, promiseOf, settles } from '../../../harness/expected.js';
import { VERDICTS } from '../../../harness/verdict.js';

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
];

describe('promiseOf()', () => {
  test.each(['mixed', 'partially_accepted', 'Accepted', '', '__proto__', 'constructor'])(
    'knows no promise of %j',
    (folder) => {
      expect(promiseOf(folder)).toBeUndefined();
    },
  );

  test.each([
    ['accepted', ['AC', 'AC'], true],
    ['accepted', ['AC', 'WA'], false],
    ['accepted', ['CE'], false],
    ['accepted', [], false],
    ['wrong_answer', ['AC', 'WA'], true],
    ['wrong_answer', ['AC', 'AC'], false],
    ['wrong_answer', ['WA', 'RTE'], false],
    ['time_limit_exceeded', ['WA', 'TLE'], true],
    ['time_limit_exceeded', ['TLE', 'RTE'], false],
    ['run_time_error', ['WA', 'RTE'], true],
    ['run_time_error', ['MLE'], true],
    ['run_time_error', ['WA'], false],
    ['rejected', ['OLE'], true],
    ['rejected', ['AC'], false],
    ['brute_force', ['AC', 'TLE'], true],
    ['brute_force', ['WA', 'TLE'], false],
    ['memory_limit_exceeded', ['AC', 'MLE'], true],
    ['memory_limit_exceeded', ['RTE'], false],
    ['output_limit_exceeded', ['OLE'], true],
    ['compile_error', ['CE'], true],
    ['compile_error', ['AC'], false],
    ['wrong_answer', ['WA', 'SK', 'SK'], true],
  ] as const)('%s with %j: kept is %s', (folder, verdicts, kept) => {
    expect(keeps(promiseOf(folder)!, verdicts)).toBe(kept);
  });
});

describe('settles()', () => {
  test('never by JE', () => {
    for (const folder of FOLDERS) expect(settles(promiseOf(folder)!, 'JE')).toBe(false);
  });

  test('a promise that judging in order has settled as kept, keeps it up to that case', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FOLDERS),
        fc.array(fc.constantFrom(...VERDICTS.filter((v) => v !== 'SK' && v !== 'JE'))),
        (folder, verdicts) => {
          const promised = promiseOf(folder)!;
          const end = verdicts.findIndex((verdict) => settles(promised, verdict));
          const seen = end < 0 ? verdicts : verdicts.slice(0, end + 1);
          const last = seen.at(-1);
          // What stops the judging is either the first thing not permitted, or the first that is required.
          if (end >= 0) expect(keeps(promised, seen)).toBe(promised.permitted.includes(last!));
          if (end < 0 && folder !== 'accepted') expect(keeps(promised, seen)).toBe(false);
        },
      ),
    );
  });
});
