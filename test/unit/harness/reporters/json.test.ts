import { describe, expect, test } from 'vitest';
import { Report, reportSchema } from '../../../../harness/report.js';
import { createJsonReporter, renderJson } from '../../../../harness/reporters/json.js';
import { memorySink, reported } from './memory-sink.js';
import { RICH, VERIFIED } from './rich-report.js';

test('renderJson() is the report, by its schema', () => {
  const parsed: unknown = JSON.parse(renderJson(RICH));
  expect(Report.parse(parsed)).toEqual(RICH);
  expect(Report.safeParse({ ...RICH, version: 2 }).success).toBe(false);
});

describe('createJsonReporter()', () => {
  test.each([
    ['of every kind', RICH],
    ['interrupted', VERIFIED],
    ['without problems', { ...RICH, problems: [] }],
    ['without submissions', { ...RICH, problems: [{ ...RICH.problems[0]!, submissions: [] }] }],
  ])('writes a report %s as it was told', async (_, report) => {
    const text = await reported(report, createJsonReporter);
    expect(Report.parse(JSON.parse(text))).toEqual(report);
  });

  test('is laid out as renderJson() is, but for what comes late', async () => {
    const text = await reported(RICH, createJsonReporter);
    const lines = (json: string) =>
      json
        .split('\n')
        .map((line) => line.replace(/,$/, ''))
        .sort();
    expect(lines(text)).toEqual(lines(renderJson(RICH)));
  });

  test('writes what is known only at the end of a problem after its submissions', async () => {
    const sink = memorySink();
    const reporter = createJsonReporter(sink);
    const { submissions, enforcement, ...head } = RICH.problems[0]!;
    await reporter.start?.({ version: 1, command: 'grade' });
    await reporter.problem?.(head);
    await reporter.submission?.(head, submissions[0]!);
    await reporter.problemEnd?.({ ...head, enforcement });
    await reporter.end?.({ status: 'complete' });
    const parsed = Report.parse(JSON.parse(sink.text()));
    expect(parsed.problems[0]).toEqual({ ...head, enforcement, submissions: [submissions[0]] });
    expect(sink.state()).toBe('closed');
  });
});

test('reportSchema() is a JSON schema that names every key of a report', () => {
  const schema = JSON.parse(JSON.stringify(reportSchema())) as {
    $schema: string;
    required: string[];
    properties: Record<string, unknown>;
  };
  expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  expect(schema.required).toEqual(['version', 'command', 'status', 'problems']);
  const text = JSON.stringify(schema);
  for (const key of ['borderline', 'transcript', 'duplicateOf', 'groups', 'endedFirst'])
    expect(text).toContain(`"${key}"`);
});
