import { describe, expect, it } from 'vitest';
import { comparablesOf } from '../../../../bench/compare/comparables.js';
import { compareReports } from '../../../../bench/compare/compare.js';
import { timed } from '../../../../bench/measure/statistics.js';
import type { BenchReport, PartResult } from '../../../../bench/report.js';
import { comparisonText } from '../../../../bench/text/comparison.js';
import { REPORT } from '../report.js';

const around = (ms: number) =>
  timed(Array.from({ length: 300 }, (_, i) => ms * (0.95 + 0.1 * ((i % 10) / 10))));
const latency = (bailiffMs: number, spawnMs: number): PartResult => ({
  part: 'latency',
  program: 'no-op',
  pauseMs: 10,
  peers: { bailiff: around(bailiffMs), spawn: around(spawnMs) },
});
const report = (...parts: PartResult[]): BenchReport => ({ ...REPORT, parts });

describe('compareReports()', () => {
  it('compares ratios: a slower machine is no regression', () => {
    const { changes } = compareReports(report(latency(5, 10)), report(latency(0.5, 1)), 0.1);
    expect(changes.map(({ id }) => id)).toEqual(['p50', 'p95', 'p99'].map((p) => `latency/no-op/10ms ${p}`));
    for (const { worse, regressed } of changes) {
      expect(worse.value).toBeCloseTo(1, 2);
      expect(regressed).toBe(false);
    }
  });

  it('calls it a regression when all of the interval is beyond the tolerance', () => {
    const [then, now] = [report(latency(0.5, 1)), report(latency(0.6, 1))];
    expect(compareReports(now, then, 0.1).changes[0]).toMatchObject({ regressed: true });
    expect(compareReports(now, then, 0.25).changes[0]).toMatchObject({ regressed: false });
    expect(compareReports(then, now, 0.1).changes[0]).toMatchObject({ regressed: false });
  });

  it('knows on which side better is', () => {
    const slower = REPORT.parts.map(
      (part): PartResult =>
        part.part === 'load' && part.workers === 2
          ? {
              ...part,
              peers: {
                ...part.peers,
                bailiff: {
                  ...part.peers.bailiff!,
                  slices: [450, 460].map((runsPerSecond) => ({ runsPerSecond, nodeCpuMsPerRun: 0.25 })),
                },
              },
            }
          : part,
    );
    const { changes } = compareReports(report(...slower), REPORT, 0.1);
    const regressed = changes.filter((change) => change.regressed);
    expect(regressed.map(({ id }) => id)).toEqual(['load/2 runs/s']);
    expect(regressed[0]!.worse.value).toBeCloseTo(900 / 455, 2);
  });

  it('finds nothing in a report beside itself, and every figure in it', () => {
    const { changes, unmatched, otherMachine } = compareReports(REPORT, REPORT, 0.1);
    expect(changes).toHaveLength(comparablesOf(REPORT).length);
    expect(changes.filter(({ regressed, worse }) => regressed || worse.value !== 1)).toEqual([]);
    expect({ unmatched, otherMachine }).toEqual({ unmatched: [], otherMachine: false });
  });

  it('tells what only one side has, and another machine', () => {
    const elsewhere = { ...report(latency(1, 1)), host: { ...REPORT.host, cores: 64 } };
    const { unmatched, otherMachine } = compareReports(elsewhere, REPORT, 0.1);
    expect(unmatched).toContain('load/2 runs/s');
    expect(otherMachine).toBe(true);
  });
});

it('comparisonText() shows the worst first', () => {
  const comparison = compareReports(report(latency(0.6, 1)), report(latency(0.5, 1)), 0.1);
  const text = comparisonText(comparison);
  expect(text).toContain('3 of 3 figures regressed by more than 10 %');
  expect(text).toMatch(/latency\/no-op\/10ms p50 +0\.500 +0\.600 +1\.200 +\d\.\d+ to \d\.\d+ +REGRESSED/);
});
