import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { GradeEvent } from '../../../../harness/events.js';
import type { SubmissionReport } from '../../../../harness/report.js';
import { createProgress } from '../../../../harness/reporters/progress.js';
import { advance, IDLE, progressLines } from '../../../../harness/reporters/progress-state.js';

const usage = { cpuMs: 3, wallMs: 4, memoryBytes: 1_024 };
const result = { name: 'sample/1', verdict: 'AC', usage, message: '' } as const;
const report: SubmissionReport = {
  name: 'a.py',
  language: 'python',
  verdict: 'AC',
  usage,
  message: '',
  cases: [result],
};

const EVENTS: readonly GradeEvent[] = [
  { type: 'problem-started', problem: 'sum', submissions: 2, cases: 1 },
  { type: 'measuring', problem: 'sum', submissions: 1 },
  { type: 'submission-started', problem: 'sum', submission: 'ok.py' },
  { type: 'submission-finished', problem: 'sum', report: { ...report, name: 'ok.py' }, counts: false },
  {
    type: 'time-limit',
    problem: 'sum',
    timeLimit: {
      kind: 'computed',
      timeMs: 1_000,
      wallMs: 4_000,
      submission: 'ok.py',
      slowestMs: 3,
      multiplier: 5,
    },
  },
  { type: 'submission-started', problem: 'sum', submission: 'a.py' },
  { type: 'submission-started', problem: 'sum', submission: 'b\x1b.py' },
  { type: 'case-finished', problem: 'sum', submission: 'a.py', result },
  { type: 'submission-finished', problem: 'sum', report, counts: true },
];

function stream(isTTY: boolean) {
  const through = new PassThrough();
  return Object.assign(through, { isTTY, columns: 40, rows: 24 }) as unknown as NodeJS.WriteStream &
    PassThrough;
}

const textOf = (through: PassThrough) => String(through.read() ?? '');

test('progressLines() follows the events', () => {
  const states = EVENTS.map((_, i) => progressLines(EVENTS.slice(0, i + 1).reduce(advance, IDLE)));
  expect(states[2]).toEqual(['sum: measuring the time limit', '  ok.py  0 of 1 cases']);
  expect(states[4]).toEqual(['sum: 0 of 2 judged']);
  expect(states[7]).toEqual(['sum: 0 of 2 judged', '  a.py  1 of 1 cases', '  b\\x1b.py  0 of 1 cases']);
  expect(states[8]).toEqual(['sum: 1 of 2 judged', '  b\\x1b.py  0 of 1 cases']);
});

test('progressLines() says that inputs and answers are made first', () => {
  const state = advance(IDLE, { type: 'preparing', problem: 'sum' });
  expect(progressLines(state)).toEqual(['sum: making inputs and answers']);
});

test('createProgress() writes a line for each finished submission where there is no terminal', () => {
  const out = stream(false);
  const progress = createProgress(out);
  EVENTS.forEach(progress.onEvent);
  progress.end();
  expect(textOf(out)).toBe('sum: time limit measured: 1 s\nsum: a.py: AC, 1 of 1 cases, 3 ms, 1 KiB\n');
});

test('createProgress() redraws one block on a terminal, and takes it away', async () => {
  const out = stream(true);
  const progress = createProgress(out);
  EVENTS.slice(0, 7).forEach(progress.onEvent);
  await sleep(150);
  expect(textOf(out)).toBe('sum: 0 of 2 judged\n  a.py  0 of 1 cases\n  b\\x1b.py  0 of 1 cases\n');
  EVENTS.slice(7).forEach(progress.onEvent);
  await sleep(150);
  expect(textOf(out)).toBe('\x1b[3F\x1b[0Jsum: 1 of 2 judged\n  b\\x1b.py  0 of 1 cases\n');
  progress.end();
  expect(textOf(out)).toBe('\x1b[2F\x1b[0J');
});
