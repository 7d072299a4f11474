import { expect, test } from 'vitest';
import type { Report } from '../../../../harness/report.js';
import { createGithubReporter } from '../../../../harness/reporters/github.js';
import { lineOf } from '../../../../harness/reporters/github-output.js';
import { replay } from '../../../../harness/reporters/reporter.js';
import { memorySink, reported } from './memory-sink.js';
import { RICH } from './rich-report.js';

interface Result {
  readonly version: number;
  readonly status: string;
  readonly max_score: number;
  readonly tests: readonly {
    name: string;
    status: string;
    score: number;
    message: string;
    line_no: number;
  }[];
}

const resultOf = async (report: Report) => JSON.parse(await reported(report, createGithubReporter)) as Result;

function only(problem: number, ...submissions: readonly number[]): Report {
  const given = RICH.problems[problem]!;
  return { ...RICH, problems: [{ ...given, submissions: submissions.map((i) => given.submissions[i]!) }] };
}

test('createGithubReporter() has points that add up to the submission’s', async () => {
  expect(await resultOf(only(0, 0))).toMatchObject({ version: 1, status: 'pass', max_score: 3 });
  const scored = await resultOf(only(1, 0));
  expect(scored.status).toBe('fail');
  expect(scored.max_score).toBeCloseTo(100);
  expect(scored.tests.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(30.1);
});

test.each([
  ['pass', only(0, 0)],
  ['fail', only(0, 0, 1)],
  ['error', only(0, 4)],
  ['error', { ...only(0, 0), status: 'interrupted' } as const],
  ['error', { ...RICH, problems: [] }],
])('createGithubReporter() is %s as the verdicts say', async (status, report) => {
  expect((await resultOf(report)).status).toBe(status);
});

test('createGithubReporter() has no text that could be a command of a workflow', async () => {
  const { tests } = await resultOf(only(0, 0, 1, 2, 3, 4));
  for (const { name, message } of tests) expect(`${name}${message}`).not.toMatch(/\p{Cc}/u);
});

test('lineOf() makes it a step output', async () => {
  const sink = memorySink();
  await replay(only(0, 0), createGithubReporter(lineOf(sink)));
  const [, encoded] = /^result=([A-Za-z0-9+/=]+)\n$/.exec(sink.text())!;
  expect(JSON.parse(Buffer.from(encoded!, 'base64').toString())).toEqual(await resultOf(only(0, 0)));
});
