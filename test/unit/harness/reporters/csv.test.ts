import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Report } from '../../../../harness/report.js';
import { createCsvReporter } from '../../../../harness/reporters/csv.js';
import { reported } from './memory-sink.js';
import { RICH } from './rich-report.js';

/** RFC 4180, strictly: throws on a bare quote, a bare line break, or text after a closing quote. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const row: string[] = [];
    for (;;) {
      const match = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(text.slice(at));
      if (!match) throw new Error(`no CSV at ${at}: ${JSON.stringify(text.slice(at, at + 40))}`);
      at += match[0].length;
      row.push(match[1]?.replaceAll('""', '"') ?? match[2]!);
      if (match[3] === '\r\n') break;
    }
    rows.push(row);
  }
  return rows;
}

async function rowsOf(report: Report): Promise<Record<string, string>[]> {
  const [head, ...rows] = parseCsv(await reported(report, createCsvReporter));
  return rows.map((row) => {
    expect(row).toHaveLength(head!.length);
    return Object.fromEntries(row.map((value, i) => [head![i]!, value]));
  });
}

test('createCsvReporter() writes a row for each submission and case, and one for a submission without any', async () => {
  const rows = await rowsOf(RICH);
  const expected = RICH.problems.flatMap(({ submissions }) =>
    submissions.flatMap(({ cases }) => (cases.length > 0 ? cases.map(({ name }) => name) : [''])),
  );
  expect(rows.map((row) => row.case)).toEqual(expected);
  expect(rows[2]).toMatchObject({ submission: 'alice.py', verdict: 'AC', cpu_ms: '980', borderline: 'yes' });
  expect(rows[3]).toMatchObject({
    submission: 'bob, "the second".cpp',
    duplicate_of: 'alice.py',
    message: 'line 1, token 1: got "4", wanted "3"',
  });
});

test('createCsvReporter() disarms what spreadsheets evaluate, and leaves numbers alone', async () => {
  const rows = await rowsOf(RICH);
  expect(rows.find((row) => row.language === 'c')).toMatchObject({
    submission: "'=carol.c",
    case: '',
    verdict: '',
  });
  expect(rows.find((row) => row.submission_verdict === 'RTE')?.message).toBe(`'=HYPERLINK("http://x";A1)`);
  const [problem] = RICH.problems;
  const negative = { ...problem!.submissions[0]!, score: -5, cases: [] };
  const [row] = await rowsOf({ ...RICH, problems: [{ ...problem!, submissions: [negative] }] });
  expect(row!.submission_score).toBe('-5');
});

test('createCsvReporter() holds any text in one field that begins with no formula', async () => {
  const [problem] = RICH.problems;
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (name) => {
      const submission = { ...problem!.submissions[3]!, name };
      const rows = await rowsOf({ ...RICH, problems: [{ ...problem!, submissions: [submission] }] });
      expect(rows).toHaveLength(1);
      expect(rows[0]!.submission).not.toMatch(/^\s*[=+\-@＝＋－＠]|\p{Cc}/u);
    }),
  );
});
