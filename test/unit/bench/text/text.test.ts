import { describe, expect, it } from 'vitest';
import { columns } from '../../../../bench/text/columns.js';
import { reportText } from '../../../../bench/text/index.js';
import { REPORT } from '../report.js';

describe('reportText()', () => {
  it('shows every part, with ratios to spawn', () => {
    expect(reportText(REPORT)).toMatchInlineSnapshot(`
      "bailiff 1.2.3 (abcdef012345+) · Node 22.23.3 · nsjail 3.6 · cgroup v2 · root
      Linux 6.1.0 · 2 × Quick 9000 · governor performance
      others used 2 % of the cores just before, 3 % just after

      ratios (×): plain spawn = 1

      skipped: isolate: "isolate" is not on PATH

        latency, one at a time  n  p50 ms  p95 ms  p99 ms  rme %  p50 ×  p95 ×  p99 ×
        no-op, pauses of 10 ms
          bailiff               5    0.50    0.91    0.98   33.1   0.50   0.50   0.50
          spawn                 5    1.00    1.82    1.96   33.1   1.00   1.00   1.00
          my <own>              5   30.00   54.60   58.92   33.1  30.00  30.00  30.00

        where the time goes, p50 · p95 in µs                at 10 ms
        queue    a place, and a parked jail                100 · 200
        limits   cgroup limits, the request                100 · 200
        release  the gate wakes up, reads, writes files    100 · 200
        exec     fork, rlimits, privileges, execve         100 · 200
        program  dynamic linking, the program, its end    500 · 1000
        report   kill, reap, counters, Node wakes up       100 · 200
        collect  files, the result                         100 · 200
        around   options and results, promises             100 · 200
        in all                                           1200 · 2400
        parking  the next jail, off the path             1500 · 3000

        all workers busy         slices  runs/s  runs/s ×  Node ms  jail ms  program ms  kernel ms  loop p99 ms
        1 worker, 1 MiB each
          bailiff                     3     480      0.80     0.20     0.50        0.60       0.10          1.0
          spawn                       3     600      1.00     0.60     0.50        0.60       0.10          1.0
        2 workers, 1.5 MiB each
          bailiff                     3     900      0.90     0.25     0.50        0.60       0.10          1.0
          spawn                       3    1000      1.00     0.60     0.50        0.60       0.10          1.0
          go-judge                    3     300      0.30     1.00     0.50        0.60       0.10          1.0
        saturated with 2 workers, 900 runs/s at most

        arrivals at random, 2 at a time             n  p50 ms  p95 ms  p99 ms  p50 ×  p99 ×
        250 a second
          bailiff                                   5    1.50    2.73    2.95   0.75   0.75
          spawn                                     5    2.00    3.64    3.93   1.00   1.00
        900 a second
          bailiff                                   5    5.00    9.10    9.82      –      –
          spawn                          falls behind

        programs of 20 ms, from one worker to two  efficiency     ×
        bailiff                                          0.95  1.06
        spawn                                            0.90  1.00

        CPU of Node, one at a time, pauses of 10 ms  ms/run     ×
        bailiff                                       0.250  0.33
        spawn                                         0.750  1.00
        (empty loop, taken off)                       0.050

        memory, PSS
        64 parked cells             128 MiB
        one of them (nsjail 2 MiB)    2 MiB
        Node before the first cell  unknown
        Node with 64 cells           64 MiB

        hello, p50 in ms  bare  jailed  adds  warm  warm ×  compile bare  jailed     ×  cached + run
        Python 3 3.13.0   12.0    13.0   1.0   4.0    0.33             –       –     –             –
        C 12.2.0           1.0     5.0   4.0     –       –          50.0    55.0  1.10           6.0

        what is aimed at                          measured  target
        p50 of a no-op, pauses of 10 ms             0.50 ×  ≤ 0.55     met  0.50 ms beside 1.00 ms, n = 5
        p99 of a no-op, pauses of 10 ms             0.50 ×     ≤ 2     met  0.98 ms beside 1.96 ms, n = 5
        runs at full load, 2 workers                0.90 ×   ≥ 0.9     met  900 a second beside 1000
        the same, beside go-judge                   3.00 ×     ≥ 2     met  900 a second beside 300
        Node's own CPU for a run                   0.25 ms   ≤ 0.2  MISSED  full load; spawn takes 0.60 ms
        delay of the event loop, p99               1.00 ms     ≤ 5     met  full load; spawn: 1.0 ms
        scaling to 2 workers, programs of 20 ms     0.95 ×   ≥ 0.9     met  of twice one worker's; spawn: 0.90
        64 parked cells, PSS                     134.22 MB   ≤ 100  MISSED  128 MiB
        the jail adds to a bare command, p50       4.00 ms     ≤ 3  MISSED  C
        a cached compile adds to a run, p50        1.00 ms     ≤ 2     met  C
        warm Python 3                               0.33 ×  ≤ 0.45     met  4.0 ms beside 12.0 ms
        hello in Python 3, p50                     4.00 ms    ≤ 30     met  warm; the bare command 12.0 ms
        hello in C, p50                            5.00 ms     ≤ 3  MISSED  cold; the bare command 1.0 ms
      "
    `);
  });

  it('leaves out what was not measured', () => {
    const parts = REPORT.parts.filter(({ part }) => part === 'load');
    const text = reportText({ ...REPORT, skipped: {}, parts });
    expect(text).toContain('runs/s');
    expect(text).not.toMatch(/latency|PSS|skipped|undefined|NaN/);
  });

  it('warns of a busy machine', () => {
    expect(reportText({ ...REPORT, busyAfter: 0.6 })).toContain(
      'others used 2 % of the cores just before, 60 % just after: trust the ratios, not the times',
    );
  });

  it('says whether memory is flat', () => {
    const samples = Array.from({ length: 100 }, (_, i) => [100 * (i + 1), 2 ** 26] as const);
    const trend = { meanBytes: 2 ** 26, bytesPerRun: 0, growthBytes: 0, flat: true };
    const soak = { part: 'soak', runs: 10_000, runsPerSecond: 500, samples, trend } as const;
    expect(reportText({ ...REPORT, parts: [soak] })).toContain(
      '10000 runs, 500 a second; after warm-up +0 B on 64 MiB (0.0 bytes a run): flat',
    );
    const growing = { ...soak, trend: { ...trend, flat: false } };
    expect(reportText({ ...REPORT, parts: [growing] })).toContain('GROWING');
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
