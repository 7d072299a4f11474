import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Ending, foldVerdicts, VERDICTS, verdictOfRun } from '../../../harness/verdict.js';

const usage = { cpuMs: 500 };
const slow = { cpuMs: 1_000.5 };

describe('verdictOfRun()', () => {
  test.each<[string, Ending, string | undefined]>([
    ['exit code 0 in time is left to the checker', { status: 'exited', exitCode: 0, usage }, undefined],
    ['a non-zero exit is RTE', { status: 'exited', exitCode: 1, usage }, 'RTE'],
    ['a signal is RTE', { status: 'signaled', signal: 'SIGSEGV', usage }, 'RTE'],
    ['the CPU limit is TLE', { status: 'limit-exceeded', limit: 'cpu', usage }, 'TLE'],
    ['the wall limit is TLE', { status: 'limit-exceeded', limit: 'wall', usage }, 'TLE'],
    ['the memory limit is MLE', { status: 'limit-exceeded', limit: 'memory', usage }, 'MLE'],
    ['the output limit is OLE', { status: 'limit-exceeded', limit: 'output', usage }, 'OLE'],
    ['a good exit past the limit is TLE', { status: 'exited', exitCode: 0, usage: slow }, 'TLE'],
    ['a crash past the limit is TLE', { status: 'signaled', signal: 'SIGABRT', usage: slow }, 'TLE'],
    [
      'memory beats time when it ended the run',
      { status: 'limit-exceeded', limit: 'memory', usage: slow },
      'MLE',
    ],
    [
      'output beats time when it ended the run',
      { status: 'limit-exceeded', limit: 'output', usage: slow },
      'OLE',
    ],
    ['exactly the limit is in time', { status: 'exited', exitCode: 0, usage: { cpuMs: 1_000 } }, undefined],
  ])('%s', (_name, ending, verdict) => {
    expect(verdictOfRun(ending, 1_000)).toBe(verdict);
  });
});

describe('foldVerdicts()', () => {
  test.each([
    [['AC', 'AC'], 'AC'],
    [['AC', 'WA', 'TLE'], 'WA'],
    [['AC', 'TLE', 'WA'], 'TLE'],
    [['AC', 'JE', 'WA'], 'JE'],
    [['WA', 'SK', 'SK'], 'WA'],
    [['AC', 'SK', 'WA'], 'SK'],
    [[], 'SK'],
  ] as const)('%j is %s', (verdicts, folded) => {
    expect(foldVerdicts(verdicts)).toBe(folded);
  });

  test('is AC exactly when every case is, and else a verdict that a case has', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...VERDICTS), { minLength: 1 }), (verdicts) => {
        const folded = foldVerdicts(verdicts);
        expect(verdicts).toContain(folded);
        expect(folded === 'AC').toBe(verdicts.every((verdict) => verdict === 'AC'));
      }),
    );
  });

  test('does not depend on what comes after the first failure', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...VERDICTS)),
        fc.array(fc.constantFrom(...VERDICTS)),
        (before, after) => {
          fc.pre(before.some((verdict) => verdict !== 'AC'));
          expect(foldVerdicts([...before, ...after])).toBe(foldVerdicts(before));
        },
      ),
    );
  });
});
