import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../../../harness/report.js';
import { createJunitReporter } from '../../../../harness/reporters/junit.js';
import { reported } from './memory-sink.js';
import { HOSTILE, RICH, VERIFIED } from './rich-report.js';

interface Testcase {
  readonly '@name': string;
  readonly '@classname': string;
  readonly '@time': string;
  readonly failure?: { readonly '@type': string; readonly '@message': string; readonly '#text': string };
  readonly error?: { readonly '@type': string; readonly '@message': string };
  readonly skipped?: unknown;
}
interface Suite {
  readonly '@name': string;
  readonly '@tests': string;
  readonly '@failures': string;
  readonly '@errors': string;
  readonly '@skipped': string;
  readonly properties: { readonly property: readonly { '@name': string; '@value': string }[] };
  readonly testcase: readonly Testcase[];
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseAttributeValue: false,
  isArray: (name) => ['testsuite', 'testcase', 'property'].includes(name),
});

async function parsed(report: Report) {
  const xml = await reported(report, (sink) => createJunitReporter(sink));
  expect(XMLValidator.validate(xml)).toBe(true);
  // XML 1.0, section 2.2: what a document may hold.
  expect(xml).toMatch(/^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u);
  const root = (parser.parse(xml) as { testsuites: Record<string, string> & { testsuite: readonly Suite[] } })
    .testsuites;
  return { xml, root, suites: root.testsuite };
}

const outcomeOf = (test: Testcase) =>
  test.failure ? 'failure' : test.error ? 'error' : test.skipped === undefined ? 'passed' : 'skipped';

describe('createJunitReporter()', () => {
  test('maps WA, OLE and PAC to failures, SK to skipped, the rest to errors', async () => {
    const { suites } = await parsed(RICH);
    const outcomes = suites.flatMap(({ testcase }) =>
      testcase.map((each) =>
        [each.failure?.['@type'] ?? each.error?.['@type'] ?? '', outcomeOf(each)].join(' '),
      ),
    );
    expect([...new Set(outcomes)].sort()).toEqual([
      ' passed',
      ' skipped',
      'CE error',
      'JE error',
      'MLE error',
      'OLE failure',
      'RTE error',
      'TLE error',
      'WA failure',
    ]);
  });

  test('counts in every suite, and in the root what the suites have together', async () => {
    const { root, suites } = await parsed(RICH);
    for (const suite of suites) {
      const count = (outcome: string) => suite.testcase.filter((each) => outcomeOf(each) === outcome).length;
      expect([suite['@tests'], suite['@failures'], suite['@errors'], suite['@skipped']].map(Number)).toEqual([
        suite.testcase.length,
        count('failure'),
        count('error'),
        count('skipped'),
      ]);
    }
    for (const key of ['@tests', '@failures', '@errors', '@skipped'] as const) {
      expect(Number(root[key])).toBe(suites.reduce((sum, suite) => sum + Number(suite[key]), 0));
    }
    expect(suites).toHaveLength(RICH.problems.flatMap(({ submissions }) => submissions).length);
  });

  test('tells facts of the submission as properties', async () => {
    const { suites } = await parsed(RICH);
    const properties = Object.fromEntries(
      suites.at(-2)!.properties.property.map((each) => [each['@name'], each['@value']]),
    );
    expect(properties).toEqual({
      language: 'rust',
      verdict: 'PAC',
      score: '30.1',
      maxScore: '100',
      level: 'same-process',
    });
  });

  test('has the compiler’s message of a submission without cases', async () => {
    const { suites } = await parsed(RICH);
    const [only] = suites.find((suite) => suite['@name'] === 'sum/=carol.c')!.testcase;
    expect(only).toMatchObject({
      '@name': 'submission',
      error: { '@type': 'CE', '@message': 'a.c:1: error: no' },
    });
  });

  test('passes in verify what keeps its promise', async () => {
    const { suites } = await parsed(VERIFIED);
    expect(suites.map(({ testcase }) => testcase.map(outcomeOf))).toEqual([
      ['passed'],
      ['failure'],
      ['error'],
    ]);
    expect(suites[1]!.testcase[0]!.failure).toMatchObject({ '@message': 'was TLE on secret/01' });
  });

  test('keeps markup, control characters and surrogates as text', async () => {
    const { xml, suites } = await parsed(RICH);
    expect(xml).not.toContain(HOSTILE.markup);
    const hostile = suites[2]!.testcase;
    expect(hostile[1]!.failure!['#text']).toContain(']]>');
    expect(hostile[2]!.error!['@message']).toContain('nul \\0 noncharacter \ufffd surrogate \\u{d800} end');
  });

  test('is XML whatever a program says', async () => {
    const [problem] = RICH.problems;
    const [submission] = problem!.submissions;
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        const cases = [{ name: text, verdict: 'WA' as const, message: text }];
        await parsed({
          ...RICH,
          problems: [{ ...problem!, submissions: [{ ...submission!, name: text, cases }] }],
        });
      }),
    );
  });
});
