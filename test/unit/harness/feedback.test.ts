import { describe, expect, test } from 'vitest';
import { FEEDBACK_LEVELS, submissionFor, withFeedback } from '../../../harness/feedback.js';
import { Report } from '../../../harness/report.js';
import { collectReport, replay } from '../../../harness/reporters/reporter.js';
import { RICH, VERIFIED } from './reporters/rich-report.js';

const [sum, groups] = RICH.problems;
const bob = sum!.submissions[1]!;
const partial = groups!.submissions[0]!;

describe('submissionFor()', () => {
  test('all: as it is', () => {
    expect(submissionFor('all', sum!, bob)).toBe(bob);
  });

  test('verdict: no cases, no usage, no other names', () => {
    expect(submissionFor('verdict', sum!, bob)).toEqual({
      name: bob.name,
      language: 'cpp',
      verdict: 'WA',
      message: '',
      cases: [],
    });
    expect(submissionFor('verdict', groups!, partial)).toMatchObject({
      score: 30.1,
      maxScore: 100,
      cases: [],
    });
  });

  test('first-failing: that case with what its checker says to the team, a sample in full', () => {
    expect(submissionFor('first-failing', sum!, bob).cases).toEqual([bob.cases[0]]);
    const secret = { ...bob, cases: bob.cases.slice(1) };
    expect(submissionFor('first-failing', sum!, secret).cases).toEqual([
      { name: 'secret/01', verdict: 'WA', message: '', teamMessage: 'too small' },
    ]);
  });

  test('first-failing: nothing where nothing failed, and cases that were not judged are no failures', () => {
    const skipped = { name: 'secret/00', verdict: 'SK', message: '' } as const;
    expect(submissionFor('first-failing', sum!, sum!.submissions[0]!).cases).toEqual([]);
    const later = submissionFor('first-failing', sum!, { ...bob, cases: [skipped, ...bob.cases] });
    expect(later.cases.map(({ name }) => name)).toEqual(['sample/1']);
  });

  test('samples: those in full, of the others verdict and score', () => {
    const told = submissionFor('samples', groups!, partial);
    expect(told.cases[0]).toEqual(partial.cases[0]);
    expect(told.cases.at(-1)).toEqual({
      name: 'secret/b/2',
      verdict: 'WA',
      message: '',
      score: 0,
      maxScore: 69.9,
    });
    expect(told.groups?.map(({ name, score, message }) => [name, score, message])).toEqual([
      ['sample', 0, ''],
      ['secret/a', 30.1, ''],
      ['secret/b', 0, ''],
    ]);
  });

  test('a compiler’s message is for the one who handed in, a judge error’s is not', () => {
    const [, , , uncompiled, broken] = sum!.submissions;
    expect(submissionFor('verdict', sum!, uncompiled!).message).toBe(uncompiled!.message);
    expect(submissionFor('verdict', sum!, { ...broken!, message: 'no disk at /srv' }).message).toBe('');
  });
});

test.each(FEEDBACK_LEVELS.filter((level) => level !== 'all'))(
  'withFeedback(%s) tells no secret and keeps the schema',
  async (level) => {
    for (const report of [RICH, VERIFIED]) {
      const collected = collectReport();
      await replay(report, withFeedback(level, collected));
      const told = collected.report();
      expect(Report.parse(told)).toEqual(told);
      expect(told.problems.map(({ submissions }) => submissions.length)).toEqual(
        report.problems.map(({ submissions }) => submissions.length),
      );
      const text = JSON.stringify(told);
      for (const secret of ['the secret', '"42', '"41', 'duplicateOf', 'promise', 'colour', 'SIGSEGV in']) {
        expect(text.includes(secret) && secret).toBe(false);
      }
    }
  },
);
