import { describe, expect, it } from 'vitest';
import { delegatedFigures } from '../../../../bench/goals/delegated.js';
import { isMet } from '../../../../bench/goals/figure.js';
import { guardOf } from '../../../../bench/goals/guard.js';
import { languageFigures } from '../../../../bench/goals/languages.js';
import { targetsOf } from '../../../../bench/goals/targets.js';
import type { ResultOf } from '../../../../bench/report.js';
import { REPORT, times } from '../report.js';

describe('targetsOf()', () => {
  it('holds what was measured against what is aimed at', () => {
    const rows = targetsOf(REPORT).map((figure) => [
      figure.what,
      Number(figure.value.toFixed(2)),
      figure.unit,
      isMet(figure),
    ]);
    expect(rows).toEqual([
      ['p50 of a no-op, pauses of 10 ms', 0.5, '×', true],
      ['p99 of a no-op, pauses of 10 ms', 0.5, '×', true],
      ['runs at full load, 2 workers', 0.9, '×', true],
      ['the same, beside go-judge', 3, '×', true],
      ["Node's own CPU for a run", 0.25, 'ms', false],
      ['delay of the event loop, p99', 1, 'ms', true],
      ['scaling to 2 workers, programs of 20 ms', 0.95, '×', true],
      ['64 parked cells, PSS', 134.22, 'MB', false],
      ['the jail adds to a bare command, p50', 4, 'ms', false],
      ['a cached compile adds to a run, p50', 1, 'ms', true],
      ['warm Python 3', 0.33, '×', true],
      ['hello in Python 3, p50', 4, 'ms', true],
      ['hello in C, p50', 5, 'ms', false],
    ]);
  });

  it('has nothing to say of what was not measured', () => {
    expect(targetsOf({ parts: [] })).toEqual([]);
  });
});

describe('delegatedFigures()', () => {
  const latency = (peers: ResultOf<'latency'>['peers']) =>
    delegatedFigures({ parts: [{ part: 'latency', program: 'no-op', pauseMs: 10, peers }] });

  it('holds a user’s bailiff against ours, both in processes of their own', () => {
    const [figure, ...more] = latency({
      bailiff: times(0.1),
      'bailiff apart': times(1),
      'bailiff as ann': times(1.2),
    });
    expect(more).toEqual([]);
    expect(figure).toMatchObject({ what: 'bailiff as ann: p50 of no-op, pauses of 10 ms', value: 1.2 });
    expect(isMet(figure!)).toBe(true);
    expect(isMet(latency({ 'bailiff apart': times(1), 'bailiff as ann': times(1.3) })[0]!)).toBe(false);
  });

  it('has nothing to say where nobody else took part', () => {
    expect(delegatedFigures(REPORT)).toEqual([]);
  });
});

describe('guardOf()', () => {
  it('looks at two ratios', () => {
    expect(guardOf(REPORT).map((figure) => [figure.value, isMet(figure)])).toEqual([
      [0.5, true],
      [0.9, true],
    ]);
  });
});

describe('languageFigures()', () => {
  const hello = (name: string, compile: readonly [number, number]) => ({
    part: 'language' as const,
    name,
    title: name,
    version: '1',
    run: { bare: times(20), jailed: times(10) },
    compile: { bare: times(compile[0]), jailed: times(compile[1]) },
  });

  it.each([
    ['java', [180, 130], 'compile and run java', 0.7, '×', true],
    ['cpp-bits', [100, 41], 'compile cpp-bits', 0.41, '×', false],
    ['go', [100, 490], 'compile and run go', 500, 'ms', true],
    ['rust', [100, 991], 'compile and run rust', 1001, 'ms', false],
  ] as const)(
    'holds %s, compiled in %j ms, to what it is to reach',
    (name, compile, what, value, unit, met) => {
      const figure = languageFigures([hello(name, compile)]).at(-1)!;
      expect([figure.what, Number(figure.value.toFixed(2)), figure.unit, isMet(figure)]).toEqual([
        what,
        value,
        unit,
        met,
      ]);
    },
  );
});
