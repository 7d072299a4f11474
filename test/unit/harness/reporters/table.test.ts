import { describe, expect, test } from 'vitest';
import type { GroupReport, Report, SubmissionReport } from '../../../../harness/report.js';
import { displayWidth } from '../../../../harness/reporters/columns.js';
import { createTableReporter, renderReport } from '../../../../harness/reporters/table.js';
import { reported } from './memory-sink.js';
import { RICH, VERIFIED } from './rich-report.js';

const plain = (_format: unknown, text: string) => text;
const usage = { cpuMs: 12.34, wallMs: 20, memoryBytes: 1_500_000 };

const accepted: SubmissionReport = {
  name: 'alice.py',
  language: 'python',
  verdict: 'AC',
  usage,
  message: '',
  cases: [
    { name: 'sample/1', verdict: 'AC', usage, message: '' },
    { name: 'secret/01', verdict: 'AC', usage, message: '' },
  ],
};

const wrong: SubmissionReport = {
  ...accepted,
  name: 'bob\x1b[31m.cpp',
  language: 'cpp',
  verdict: 'WA',
  cases: [
    { name: 'sample/1', verdict: 'WA', usage, message: 'line 1, token 1: got "4", wanted "3"' },
    { name: 'secret/01', verdict: 'SK', message: '' },
  ],
};

const uncompiled: SubmissionReport = {
  name: 'carol.c',
  language: 'c',
  verdict: 'CE',
  message: 'a.c:1: error: no\n  int x\x07',
  cases: [],
};

function report(submissions: readonly SubmissionReport[], command: Report['command'] = 'grade'): Report {
  const timeLimit = { kind: 'declared', timeMs: 1_000, wallMs: 4_000, file: '.timelimit' } as const;
  const enforcement = { cpu: 'cgroup', memory: 'cgroup', processes: 'cgroup', ownUid: true } as const;
  const problem = {
    id: 'sum',
    name: 'Sum',
    type: 'pass-fail',
    cases: [
      { name: 'sample/1', sample: true },
      { name: 'secret/01', sample: false },
    ],
    timeLimit,
    memoryBytes: 2 ** 27,
    outputBytes: 2 ** 20,
    enforcement,
  } as const;
  return {
    version: 1,
    command,
    status: 'complete',
    problems: [{ ...problem, warnings: ['odd'], submissions }],
  };
}

describe('renderReport()', () => {
  test('keeps columns of scores for what has none, and shows the groups that hold cases', () => {
    const leaf = { message: '', groups: [], maxScore: 40 };
    const groups: GroupReport[] = [
      { ...leaf, name: 'sample', verdict: 'AC', score: 0, maxScore: 0, cases: ['sample/1'] },
      {
        ...{ ...leaf, name: 'secret', verdict: 'WA', score: 40, cases: [] },
        groups: [
          { ...leaf, name: 'secret/a', verdict: 'AC', score: 40, cases: ['secret/01'] },
          { ...leaf, name: 'secret/b', verdict: 'WA', score: 0, cases: ['secret/02'] },
        ],
      },
    ];
    const scored: SubmissionReport = { ...accepted, verdict: 'PAC', score: 40, maxScore: 80, groups };
    const text = renderReport(report([scored, uncompiled]), plain);
    expect(text).toContain('  alice.py  python  PAC  40/80  12.3 ms  1.431 MiB\n');
    expect(text).toContain('    sample AC 0/0 · secret/a AC 40/40 · secret/b WA 0/40\n');
    expect(text).toContain('  carol.c   c       CE                              a.c:1: error: no\n');
  });

  test('shows limits, one line for each submission, and the sum', () => {
    expect(renderReport(report([accepted, wrong, uncompiled]), plain)).toMatchInlineSnapshot(`
      "sum  Sum · 2 cases · 1 s (.timelimit) · 128 MiB
        warning: odd
        alice.py         python  AC  12.3 ms  1.431 MiB
        bob\\x1b[31m.cpp  cpp     WA  12.3 ms  1.431 MiB  sample/1: line 1, token 1: got "4", wanted "3"
        carol.c          c       CE                      a.c:1: error: no
        carol.c:
          a.c:1: error: no
            int x\\x07

      3 submissions: 1 AC, 1 WA, 1 CE
      "
    `);
  });

  test('marks promises, and says which verdict was promised', () => {
    const promise = { folder: 'wrong_answer', permitted: ['AC', 'WA'], required: ['WA'] } as const;
    const text = renderReport(
      report(
        [
          { ...wrong, promise: { ...promise, outcome: 'kept' } },
          { ...accepted, promise: { ...promise, outcome: 'broken' } },
          {
            ...uncompiled,
            verdict: 'JE',
            message: 'no nsjail',
            promise: { ...promise, outcome: 'undecided' },
          },
        ],
        'verify',
      ),
      plain,
    );
    expect(text).toMatchInlineSnapshot(`
      "sum  Sum · 2 cases · 1 s (.timelimit) · 128 MiB
        warning: odd
        ✓  bob\\x1b[31m.cpp  cpp     WA  12.3 ms  1.431 MiB  sample/1: line 1, token 1: got "4", wanted "3"
        ✗  alice.py         python  AC  12.3 ms  1.431 MiB  promised WA
        ?  carol.c          c       JE                      no nsjail

      3 submissions: 1 as promised, 1 not as promised, 1 undecided
      "
    `);
  });

  test('says what holds limits weaker than cgroups do, and that it was interrupted', () => {
    const [problem] = report([accepted]).problems;
    const enforcement = { cpu: 'polling', memory: 'cgroup', processes: 'none', ownUid: false } as const;
    const text = renderReport(
      {
        ...report([]),
        status: 'interrupted',
        problems: [
          {
            ...problem!,
            enforcement,
            timeLimit: { kind: 'unknown', cause: 'interrupted', reason: 'not measured' },
          },
        ],
      },
      plain,
    );
    expect(text).toContain('cpu by polling, processes by nothing, no user id of its own for the program');
    expect(text).toContain('Interrupted: this is what was done');
    expect(text).toContain('2 cases · not measured · 128 MiB');
  });

  test('sends no control characters to the terminal', () => {
    const hostile = { ...uncompiled, name: 'a\x1b]0;x\x07', message: 'x\x1b[2J\ny\x9b31m\r' };
    expect(renderReport(report([hostile]), plain)).not.toMatch(/[^\n\P{Cc}]/u);
  });

  test('shows scores, a line of groups, and that results can be forged', () => {
    const text = renderReport({ ...RICH, problems: [RICH.problems[1]!] }, plain);
    expect(text).toContain('100 points · same process: results can be forged in principle');
    expect(text).toContain('erin   rust  PAC  30.1/100  40 ms');
    expect(text).toContain('\n    sample AC 0/0 · secret/a AC 30.1/30.1 · secret/b WA 0/69.9\n');
  });

  test('names borderline cases and duplicates', () => {
    const text = renderReport(RICH, plain);
    expect(text).toMatch(/alice\.py .*≈ secret\/02\n/);
    expect(text).toMatch(/bob.*; same as alice\.py\n/);
  });

  test('says why a promise was broken', () => {
    expect(renderReport(VERIFIED, plain)).toMatch(/✗ {2}wrong_answer\/broken.py .*was TLE on secret\/01/);
  });

  test.each([60, 80, 132])('has no line of a table wider than %d columns', (width) => {
    const tables = renderReport(
      { ...RICH, problems: RICH.problems.map((each) => ({ ...each, name: '' })) },
      plain,
      width,
    )
      .split('\n')
      .filter((line) => / (python|cpp|rust) |secret\/a AC/.test(line));
    expect(tables.length).toBeGreaterThan(5);
    for (const line of tables) expect(displayWidth(line)).toBeLessThanOrEqual(width);
  });
});

test.each([RICH, VERIFIED])('createTableReporter() writes what renderReport() renders', async (given) => {
  const text = await reported(given, (sink) => createTableReporter(sink, plain, 100));
  expect(text).toBe(renderReport(given, plain, 100));
});
