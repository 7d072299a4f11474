import { createHash } from 'node:crypto';
import { Script } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { type Report, Report as ReportSchema } from '../../../../../harness/report.js';
import { createHtmlReporter } from '../../../../../harness/reporters/html/html.js';
import { reported } from '../memory-sink.js';
import { HOSTILE, RICH } from '../rich-report.js';

interface Chunk {
  readonly part: string;
  readonly attributes: string;
  readonly value: Readonly<Record<string, unknown>>;
}

const page = (report: Report) => reported(report, createHtmlReporter);

/** Data as a browser finds them: a script element ends at the first `</script`. */
function chunks(html: string): readonly Chunk[] {
  const found = html.matchAll(
    /<script type="application\/json" data-part="([\w-]+)"([^>]*)>(.*?)<\/script/gs,
  );
  return [...found].map(([, part, attributes, json]) => ({
    part: part!,
    attributes: attributes!,
    value: JSON.parse(json!),
  }));
}

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('createHtmlReporter()', () => {
  test('lets nothing run or load but its own style and script', async () => {
    const html = await page(RICH);
    const [, policy] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html)!;
    const [, style] = /<style>(.*?)<\/style>/s.exec(html)!;
    const [, script] = /<script>(.*?)<\/script>/s.exec(html)!;
    expect(policy!.split('; ')).toEqual([
      "default-src 'none'",
      `style-src ${hash(style!)}`,
      `script-src ${hash(script!)}`,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
    ]);
    expect(() => new Script(script!)).not.toThrow();
    expect(script).not.toMatch(/^\s*(import|export)\b/m);
    expect(html.match(/<script>/g)).toHaveLength(1);
    const withoutData = html.replaceAll(/<script type="application\/json".*?<\/script>/gs, '');
    expect(withoutData).not.toMatch(/\s(src|href|style|on\w+)="|url\(|@import|https?:/i);
  });

  test('tells a piece for each submission, in order', async () => {
    const parts = chunks(await page(RICH)).map(({ part }) => part);
    expect(parts.filter((part) => part !== 'test').join(' ')).toBe(
      'header problem row detail row detail row detail row detail row detail problem-end problem row detail row detail problem-end end',
    );
  });

  test('has rows by the number of the case', async () => {
    const [row] = chunks(await page(RICH)).filter(({ part }) => part === 'row');
    expect(row!.value).toMatchObject({
      name: 'alice.py',
      verdicts: 'AAA',
      cpu: [12.3, 12.3, 980],
      near: [2],
    });
    const all = chunks(await page(RICH)).filter(({ part }) => part === 'row');
    expect(all.map(({ value }) => value.verdicts)).toEqual([
      'AAA',
      'WW-',
      'ROT',
      '   ',
      'JM-',
      'AAAAW',
      'AAAAW',
    ]);
  });

  test('tells input and answer of a case once, and otherwise those of another', async () => {
    const [problem] = RICH.problems;
    const [alice, bob] = problem!.submissions;
    const other = { ...bob!, cases: [{ ...bob!.cases[0]!, input: { text: 'other', bytes: 5 } }] };
    const report = { ...RICH, problems: [{ ...problem!, submissions: [alice!, bob!, other] }] };
    const all = chunks(await page(report));
    expect(
      all.filter(({ part, attributes }) => part === 'test' && attributes === ' data-case="0"'),
    ).toHaveLength(1);
    const details = all
      .filter(({ part }) => part === 'detail')
      .map(({ value }) => (value.cases as { input?: unknown }[])[0]);
    expect(details.map((each) => each?.input)).toEqual([undefined, undefined, { text: 'other', bytes: 5 }]);
  });

  test('holds hostile text as data, with what reorders or hides text made visible', async () => {
    const html = await page(RICH);
    expect(html).not.toContain(HOSTILE.markup);
    expect(html).not.toMatch(/[\p{Cf}\0]/u);
    const row = chunks(html).find(({ value }) => String(value.name).includes('exe'))!;
    expect(row.value.name).toBe(`gpj.\\u{202e}exe\\u{2066}.py\\u{200b}${HOSTILE.markup}`);
  });

  test('leaves excerpts and sources out of a submission that is too large, and says so', async () => {
    const [problem] = RICH.problems;
    const [alice] = problem!.submissions;
    const sources = [{ path: 'a.py', text: 'x'.repeat(600_000) }];
    const html = await page({ ...RICH, problems: [{ ...problem!, submissions: [{ ...alice!, sources }] }] });
    expect(html.length).toBeLessThan(200_000);
    const { value } = chunks(html).find(({ part }) => part === 'detail')!;
    expect(value).toMatchObject({ trimmed: true });
    expect(value.sources).toBeUndefined();
  });

  test('takes a case that is not among the problem’s for nothing', async () => {
    const [problem] = RICH.problems;
    const report = ReportSchema.parse({ ...RICH, problems: [{ ...problem!, cases: [] }] });
    const [row] = chunks(await page(report)).filter(({ part }) => part === 'row');
    expect(row!.value).toMatchObject({ name: 'alice.py', verdicts: '', cpu: [] });
  });
});
