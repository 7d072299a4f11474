import { describe, expect, it } from 'vitest';
import type { OverheadReport } from '../../../bench/overhead.js';
import { columns, overheadText, soakText } from '../../../bench/table.js';

const summary = (ms: number) => ({
  n: 64,
  meanMs: ms,
  p50Ms: ms,
  p95Ms: 2 * ms,
  p99Ms: 3 * ms,
  rmePercent: 1.5,
});
const host: OverheadReport['host'] = {
  kernel: '6.1.0',
  arch: 'x64',
  cpu: 'Quick 9000',
  cores: 2,
  memoryBytes: 2 ** 33,
  node: '22.23.3',
  root: true,
  cgroup: 'v2',
  nsjail: { path: '/usr/bin/nsjail', version: '3.6', source: 'path' },
  bailiff: '1.2.3',
  commit: 'abcdef012345+',
  loadAverage: 0,
  busyBefore: 0.02,
};
const report: OverheadReport = {
  kind: 'overhead',
  formatVersion: 1,
  startedAt: '2030-01-01T00:00:00.000Z',
  seconds: 1,
  program: ['/bin/true'],
  pin: false,
  host,
  busyAfter: 0.03,
  skipped: { 'nsjail -Mo': 'it was not found' },
  latency: [{ pauseMs: 10, peers: { bailiff: summary(0.5), spawn: summary(1) } }],
  throughput: [
    {
      workers: 1,
      peers: {
        bailiff: { runsPerSecond: 900, nodeCpuMsPerRun: 0.2, slices: 5 },
        spawn: { runsPerSecond: 1_000, nodeCpuMsPerRun: 0.6, slices: 5 },
      },
    },
  ],
  nodeCpu: { pauseMs: 10, emptyLoopMs: 0.05, peers: { bailiff: 0.25, spawn: 0.75 } },
  memory: {
    cells: 16,
    cellsBytes: 2 ** 25,
    perCellBytes: 2 ** 21,
    perCellByName: { nsjail: 2 ** 21 },
    unreadable: 0,
    nodeBytes: 2 ** 26,
  },
};

describe('overheadText()', () => {
  it('shows every part, with ratios to spawn', () => {
    expect(overheadText(report)).toMatchInlineSnapshot(`
      "bailiff 1.2.3 (abcdef012345+) · Node 22.23.3 · nsjail 3.6 · cgroup v2 · root
      Linux 6.1.0 · 2 × Quick 9000
      others used 2 % of the cores just before, 3 % just after

      program: /bin/true; ratios: spawn = 1

      skipped: nsjail -Mo: it was not found

        latency, one at a time     n  p50 ms  p95 ms  p99 ms  rme %  p50 ×  p95 ×  p99 ×
        bailiff, pauses of 10 ms  64    0.50    1.00    1.50    1.5   0.50   0.50   0.50
        spawn, pauses of 10 ms    64    1.00    2.00    3.00    1.5   1.00   1.00   1.00

        throughput, all workers busy  slices  runs/s  runs/s ×  Node CPU ms/run
        bailiff, 1 worker                  5     900      0.90            0.200
        spawn, 1 worker                    5    1000      1.00            0.600

        CPU of Node, one at a time, pauses of 10 ms  ms/run     ×
        bailiff                                       0.250  0.33
        spawn                                         0.750  1.00
        (empty loop, taken off)                       0.050

        memory, PSS
        16 parked cells              32 MiB
        one of them (nsjail 2 MiB)    2 MiB
        Node before the first cell  unknown
        Node with 16 cells           64 MiB
      "
    `);
  });

  it('leaves out what was not measured', () => {
    const text = overheadText({
      ...report,
      latency: undefined,
      nodeCpu: undefined,
      memory: undefined,
      skipped: {},
    });
    expect(text).toContain('runs/s');
    expect(text).not.toMatch(/latency|PSS|skipped|undefined|NaN/);
  });

  it('warns of a busy machine, and of processes that it could not measure', () => {
    const text = overheadText({
      ...report,
      busyAfter: 0.6,
      memory: { ...report.memory!, unreadable: 3 },
    });
    expect(text).toContain(
      'others used 2 % of the cores just before, 60 % just after: trust the ratios, not the times',
    );
    expect(text).toMatch(/could not be measured +3/);
  });
});

describe('soakText()', () => {
  it('says whether memory is flat', () => {
    const samples = Array.from({ length: 100 }, (_, i) => [100 * (i + 1), 2 ** 26] as const);
    const trend = { meanBytes: 2 ** 26, bytesPerRun: 0, growthBytes: 0, flat: true };
    const soak = {
      kind: 'soak',
      formatVersion: 1,
      startedAt: '',
      host,
      runs: 10_000,
      runsPerSecond: 500,
      samples,
      trend,
    } as const;
    expect(soakText(soak)).toContain(
      '10000 runs, 500 a second; after warm-up +0 B on 64 MiB (0.0 bytes a run): flat',
    );
    expect(soakText({ ...soak, trend: { ...trend, flat: false } })).toContain('GROWING');
  });
});

describe('columns()', () => {
  it('aligns the first column to the left and the others to the right', () => {
    expect(
      columns([
        ['name', 'n'],
        ['a', '100'],
      ]),
    ).toEqual(['  name    n', '  a     100']);
  });
});
