import { expect, test } from 'vitest';
import type { Finding } from '../../../../harness/judge/case-run.js';
import { isBorderline } from '../../../../harness/judge/judge-case.js';
import type { Ending, Verdict } from '../../../../harness/verdict.js';

const exited: Ending = { status: 'exited', exitCode: 0 };

function found(cpuMs: number, ending: Ending = exited, verdict: Verdict = 'AC'): Finding {
  const usage = { cpuMs, wallMs: cpuMs, memoryBytes: 1 };
  const limits = { cpuMs: 1_000, wallMs: 4_000, memoryBytes: 1, outputBytes: 1 };
  return {
    verdict,
    message: '',
    usage,
    evidence: { ending, ...usage, oomKills: 0, truncated: false, limits },
  };
}

test.each<[string, Finding, boolean]>([
  ['well within', found(899), false],
  ['just within', found(900), true],
  ['just beyond', found(1_100), true],
  [
    'ended by the limit that lies the margin beyond',
    found(1_103, { status: 'limit-exceeded', limit: 'cpu' }),
    false,
  ],
  ['near, but it waited for ever', found(1_000, { status: 'limit-exceeded', limit: 'wall' }, 'TLE'), false],
  ['near, but out of memory', found(1_000, { status: 'limit-exceeded', limit: 'memory' }, 'MLE'), false],
  ['near, crashed', found(1_000, { status: 'signaled', signal: 'SIGSEGV' }, 'RTE'), true],
  ['near, the checker at fault', found(1_000, exited, 'JE'), false],
])('isBorderline(): %s', (_name, finding, borderline) => {
  expect(isBorderline(finding, 1_000, 0.1)).toBe(borderline);
});

test('isBorderline() without a margin: never', () => {
  expect(isBorderline(found(1_000), 1_000, 0)).toBe(false);
});
