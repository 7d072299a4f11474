import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../../../harness/report.js';
import { createClicsReporter } from '../../../../harness/reporters/clics.js';
import { clicsId, judgementId, runId } from '../../../../harness/reporters/clics-ids.js';
import { reported } from './memory-sink.js';
import { RICH } from './rich-report.js';

/** By the JSON format of the CLICS specification: types, patterns and references. */
const ID = /^[A-Za-z0-9_]([A-Za-z0-9_.-]{0,34}[A-Za-z0-9_-])?$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const KNOWN =
  'AC RE WA TLE RTE CE APE OLE PE EO IO NO WTL ILE TCO TWA TPE TEO TIO TNO MLE SV IF RCO RWA RPE REO RIO RNO CTL JE SE CS'.split(
    ' ',
  );

interface Notification {
  readonly type: string;
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
}

async function notifications(report: Report): Promise<readonly Notification[]> {
  const text = await reported(report, (sink) => createClicsReporter(sink, () => new Date(1_700_000_000_000)));
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Notification);
}

const of = (all: readonly Notification[], type: string) =>
  all.filter((each) => each.type === type).map(({ data }) => data);

describe('createClicsReporter()', () => {
  test('writes notifications whose ids keep the grammar and are unique', async () => {
    const all = await notifications(RICH);
    for (const { id, data } of all) {
      expect(id).toMatch(ID);
      expect(data.id).toBe(id);
    }
    const keys = all.map(({ type, id }) => `${type} ${id}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect([...new Set(all.map(({ type }) => type))]).toEqual([
      'judgement-types',
      'problems',
      'judgements',
      'runs',
    ]);
  });

  test('refers only to what it has told before', async () => {
    const all = await notifications(RICH);
    const types = of(all, 'judgement-types').map(({ id }) => id);
    const judgements = of(all, 'judgements').map(({ id }) => id);
    expect(types.every((id) => KNOWN.includes(String(id)))).toBe(true);
    for (const judgement of of(all, 'judgements')) {
      expect(types).toContain(judgement.judgement_type_id);
      expect(types).toContain(judgement.simplified_judgement_type_id);
      expect(judgement.start_time).toMatch(TIME);
      expect(judgement.end_time).toMatch(TIME);
    }
    for (const run of of(all, 'runs')) {
      expect(types).toContain(run.judgement_type_id);
      expect(judgements).toContain(run.judgement_id);
      expect(run.time).toMatch(TIME);
    }
  });

  test('numbers runs by the case, and gives times in whole milliseconds', async () => {
    const all = await notifications(RICH);
    const [alice] = of(all, 'judgements');
    expect(alice).toMatchObject({
      submission_id: 'alice.py',
      judgement_type_id: 'AC',
      max_run_time: 0.98,
      current: true,
    });
    const runs = of(all, 'runs').filter((run) => run.judgement_id === alice!.id);
    expect(runs.map((run) => [run.ordinal, run.run_time])).toEqual([
      [1, 0.012],
      [2, 0.012],
      [3, 0.98],
    ]);
    expect(of(all, 'problems')).toMatchObject([
      { id: 'sum', label: 'A', ordinal: 1, time_limit: 1, memory_limit: 128, test_data_count: 3 },
      { label: 'B', ordinal: 2, max_score: 100 },
    ]);
  });

  test('leaves open what was not judged', async () => {
    const [problem] = RICH.problems;
    const skipped = { name: 'x', language: 'c', verdict: 'SK', message: '', cases: [] } as const;
    const all = await notifications({ ...RICH, problems: [{ ...problem!, submissions: [skipped] }] });
    expect(of(all, 'judgements')).toMatchObject([{ judgement_type_id: null, end_time: null }]);
    expect(of(all, 'runs')).toEqual([]);
  });
});

test('ids keep the grammar for any names, and names apart', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      const judgement = judgementId(a, b);
      for (const id of [clicsId(a), judgement, runId(judgement, 999_999)]) expect(id).toMatch(ID);
      if (a !== b) {
        expect(clicsId(a)).not.toBe(clicsId(b));
        expect(judgementId(a, b)).not.toBe(judgementId(b, a));
      }
    }),
  );
  expect(clicsId('team-1_a.b')).toBe('team-1_a.b');
});
