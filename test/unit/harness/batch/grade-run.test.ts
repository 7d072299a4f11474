import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type Running, startRun } from '../../../../harness/batch/grade-run.js';
import type { JudgeOptions } from '../../../../harness/batch/options.js';
import type { GradeEvent } from '../../../../harness/events.js';
import type { Report } from '../../../../harness/report.js';
import type { Runner } from '../../../../lib/index.js';

const REPORT: Report = { version: 1, command: 'grade', status: 'complete', problems: [] };

/** Nothing of it is called: what is started here runs no programs. */
const OPTIONS: JudgeOptions = { runner: {} as Runner };

const event = (submission: number): GradeEvent => ({
  type: 'submission-started',
  problem: 'sum',
  submission: String(submission),
});

/** Emits so many events, each when there is room for it. */
const emitting =
  (count: number, emitted: { value: number }) =>
  async ({ emit, room, signal }: Running) => {
    for (let i = 0; i < count && !signal.aborted; i++) {
      await room();
      emit(event(i));
      emitted.value++;
    }
    return REPORT;
  };

describe('startRun()', () => {
  test('gives the report to who awaits it, events to nobody', async () => {
    const seen: GradeEvent[] = [];
    const onEvent = (each: GradeEvent) => void seen.push(each);
    expect(await startRun({ ...OPTIONS, onEvent }, emitting(5_000, { value: 0 }))).toBe(REPORT);
    expect(seen).toHaveLength(5_000);
  });

  test('gives every event to who goes through it, and then the report', async () => {
    const run = startRun(OPTIONS, emitting(3_000, { value: 0 }));
    const seen: GradeEvent[] = [];
    for await (const each of run) seen.push(each);
    expect(seen).toEqual(Array.from({ length: 3_000 }, (_, i) => event(i)));
    expect(await run).toBe(REPORT);
  });

  test('goes no faster than its events are taken', async () => {
    const emitted = { value: 0 };
    const events = startRun(OPTIONS, emitting(5_000, emitted))[Symbol.asyncIterator]();
    await events.next();
    await sleep(30);
    expect(emitted.value).toBeLessThan(1_100);
    for (let i = 0; i < 500; i++) await events.next();
    await sleep(30);
    expect(emitted.value).toBeGreaterThan(1_100);
    await events.return?.();
  });

  test('is interrupted by who leaves before the end', async () => {
    const emitted = { value: 0 };
    const run = startRun(OPTIONS, emitting(1_000_000, emitted));
    for await (const _ of run) break;
    await run;
    expect(emitted.value).toBeLessThan(2_000);
  });

  test('throws to who goes through the events, and to who awaits', async () => {
    const failing = async ({ emit }: Running): Promise<Report> => {
      emit(event(0));
      throw new Error('bad');
    };
    await expect(startRun(OPTIONS, failing)).rejects.toThrow('bad');
    const seen: GradeEvent[] = [];
    const going = async () => {
      for await (const each of startRun(OPTIONS, failing)) seen.push(each);
    };
    await expect(going()).rejects.toThrow('bad');
    expect(seen).toEqual([event(0)]);
  });
});
