import { describe, expect, test } from 'vitest';
import type { FeedbackLevel } from '../../../../harness/feedback.js';
import type { Report } from '../../../../harness/report.js';
import { createGradescopeReporter } from '../../../../harness/reporters/gradescope.js';
import { reported } from './memory-sink.js';
import { RICH } from './rich-report.js';

interface Results {
  readonly score: number;
  readonly output: string;
  readonly output_format: string;
  readonly stdout_visibility: string;
  readonly execution_time: number;
  readonly tests: readonly {
    readonly name: string;
    readonly number: string;
    readonly status: string;
    readonly score?: number;
    readonly max_score?: number;
    readonly output: string;
    readonly visibility: string;
  }[];
}

async function results(report: Report, level: FeedbackLevel = 'all'): Promise<Results> {
  return JSON.parse(await reported(report, (sink) => createGradescopeReporter(sink, level))) as Results;
}

/** The report with one submission only. */
function only(problem: number, submission: number): Report {
  const given = RICH.problems[problem]!;
  return { ...RICH, problems: [{ ...given, submissions: [given.submissions[submission]!] }] };
}

describe('createGradescopeReporter()', () => {
  test('gives 1 or 0 for each case of a pass-fail problem', async () => {
    const { score, tests, output_format } = await results(only(0, 0));
    expect(score).toBe(3);
    expect(output_format).toBe('text');
    expect(
      tests.map(({ name, number, status, score, max_score }) => [name, number, status, score, max_score]),
    ).toEqual([
      ['sample/1', '1', 'passed', 1, 1],
      ['secret/01', '2', 'passed', 1, 1],
      ['secret/02', '3', 'passed', 1, 1],
    ]);
  });

  test('scores groups where the scores of cases do not add up, and lists the cases without', async () => {
    const { score, tests } = await results(only(1, 0));
    expect(score).toBe(30.1);
    expect(tests.filter((each) => each.score !== undefined).map(({ name, score }) => [name, score])).toEqual([
      ['sample', 0],
      ['secret/a', 30.1],
      ['secret/b', 0],
    ]);
    expect(tests.filter((each) => each.score === undefined)).toHaveLength(5);
  });

  test('has the compiler’s message at the top', async () => {
    const { score, output, tests } = await results(only(0, 3));
    expect(score).toBe(0);
    expect(output).toBe('compile error\na.c:1: error: no\n  int x\\x07');
    expect(tests).toMatchObject([{ name: 'submission', status: 'failed', score: 0, max_score: 1 }]);
  });

  test('names submissions only where there are several', async () => {
    const { tests } = await results(RICH);
    expect(tests[0]!.name).toBe('sum/alice.py: sample/1');
    expect(tests.map(({ number }) => number)).toEqual(tests.map((_, i) => String(i + 1)));
  });

  test.each([
    ['all', ['visible', 'visible', 'visible'], 'visible'],
    ['samples', ['visible', 'visible', 'visible'], 'hidden'],
    ['first-failing', ['visible', 'hidden', 'hidden'], 'hidden'],
    ['verdict', ['hidden', 'hidden', 'hidden'], 'hidden'],
  ] as const)('hides what the level %s does not allow', async (level, visibilities, stdout) => {
    const { tests, output, stdout_visibility } = await results(only(0, 1), level);
    expect(tests.map(({ visibility }) => visibility)).toEqual(visibilities);
    expect(stdout_visibility).toBe(stdout);
    expect(output).toBe('wrong answer');
    const seen = tests.filter(({ visibility }) => visibility === 'visible').map((each) => each.output);
    if (level !== 'all') expect(seen.join('\n')).not.toContain('42');
  });

  test('quotes samples in full where they may be seen', async () => {
    const { tests } = await results(only(0, 1), 'samples');
    expect(tests[0]!.output).toContain('Your output:\n4\n');
    expect(tests[0]!.output).toContain('Expected output:\n3\n');
    expect(tests[1]!.output).toBe('wrong answer');
  });

  test('says that a grading was interrupted', async () => {
    expect((await results({ ...only(0, 0), status: 'interrupted' })).output).toMatch(
      /^The grading was interrupted/,
    );
  });
});
