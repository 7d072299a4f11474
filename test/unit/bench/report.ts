import type { GradingResults } from '../../../bench/grading/index.js';
import { timed } from '../../../bench/measure/statistics.js';
import type { Rate } from '../../../bench/measure/throughput.js';
import type { BenchReport, PartResult } from '../../../bench/report.js';

/** Made up: some targets met, some missed. */
export const GRADING: GradingResults = {
  quick: true,
  efficiency: {
    submissions: 20,
    cases: 200,
    programMs: 20,
    places: 2,
    wallMs: 50_000,
    cpuMs: 85_000,
    efficiency: 0.85,
  },
  overhead: [
    { checker: 'default', cases: 400, meanMs: 2.5, p50Ms: 2, p95Ms: 4 },
    { checker: 'program', cases: 400, meanMs: 7, p50Ms: 5, p95Ms: 9 },
  ],
  roundTrips: { trips: 100_000, rounds: 5, jailedMs: 2_000, bareMs: 1_000 },
  checker: [
    { equal: 'bytes', bytes: 2 ** 25, megabytesPerSecond: 900 },
    { equal: 'tokens', bytes: 2 ** 25, megabytesPerSecond: 150 },
    { equal: 'numbers', bytes: 2 ** 25, megabytesPerSecond: 20 },
  ],
  memory: {
    submissions: 100,
    cases: 1_000,
    casesPerSecond: 700,
    samples: [
      [1_000, 2 ** 26],
      [100_000, 2 ** 26],
    ],
    trend: { meanBytes: 2 ** 26, bytesPerRun: 1, growthBytes: 2 ** 26 / 40, flat: true },
  },
};

export const times = (ms: number) => timed([ms * 0.9, ms, ms * 1.1, ms, ms * 2]);
const spread = (ms: number) => ({ p50Ms: ms, p95Ms: 2 * ms });
const rate = (runsPerSecond: number, node: number): Rate => ({
  runsPerSecond,
  nodeCpuMsPerRun: node,
  cpuMsPerRun: { node, jail: 0.5, program: 0.6, kernel: 0.1 },
  loopDelayP99Ms: 1,
  slices: [0.9, 1, 1.1].map((factor) => ({ runsPerSecond: factor * runsPerSecond, nodeCpuMsPerRun: node })),
});
const stage = spread(0.1);
const MiB = 2 ** 20;

export const PARTS: readonly PartResult[] = [
  {
    part: 'latency',
    program: 'no-op',
    pauseMs: 10,
    peers: { bailiff: times(0.5), spawn: times(1), 'my <own>': times(30) },
  },
  {
    part: 'stages',
    n: 5,
    pauseMs: 10,
    stages: {
      queue: stage,
      limits: stage,
      release: stage,
      exec: stage,
      program: spread(0.5),
      report: stage,
      collect: stage,
    },
    around: stage,
    total: spread(1.2),
    parking: spread(1.5),
  },
  {
    part: 'load',
    workers: 1,
    peers: { bailiff: rate(480, 0.2), spawn: rate(600, 0.6) },
    bytesPerWorker: MiB,
  },
  {
    part: 'load',
    workers: 2,
    peers: { bailiff: rate(900, 0.25), spawn: rate(1_000, 0.6), 'go-judge': rate(300, 1) },
    bytesPerWorker: 1.5 * MiB,
  },
  {
    part: 'arrivals',
    workers: 2,
    levels: [
      { ratePerSecond: 250, share: 0.25, peers: { bailiff: times(1.5), spawn: times(2) } },
      { ratePerSecond: 900, share: 0.9, peers: { bailiff: times(5), spawn: undefined } },
    ],
  },
  {
    part: 'scaling',
    programMs: 20,
    peers: {
      bailiff: { efficiency: 0.95, one: [48, 50], two: [95, 95] },
      spawn: { efficiency: 0.9, one: [50, 50], two: [90, 90] },
    },
  },
  {
    part: 'node-cpu',
    pauseMs: 10,
    emptyLoopMs: 0.05,
    peers: {
      bailiff: { msPerRun: 0.25, blocksMs: [0.24, 0.25, 0.26] },
      spawn: { msPerRun: 0.75, blocksMs: [0.7, 0.75, 0.8] },
    },
  },
  {
    part: 'memory',
    cells: 64,
    cellsBytes: 128 * MiB,
    perCellBytes: 2 * MiB,
    perCellByName: { nsjail: 2 * MiB },
    unreadable: 0,
    nodeBytes: 64 * MiB,
  },
  {
    part: 'language',
    name: 'python',
    title: 'Python 3',
    version: '3.13.0',
    run: { bare: times(12), jailed: times(13), warm: times(4) },
  },
  {
    part: 'language',
    name: 'c',
    title: 'C',
    version: '12.2.0',
    compile: { bare: times(50), jailed: times(55) },
    run: { bare: times(1), jailed: times(5), cached: times(6) },
  },
];

export const REPORT: BenchReport = {
  kind: 'bench',
  formatVersion: 2,
  command: 'all',
  startedAt: '2030-01-01T00:00:00.000Z',
  pin: false,
  host: {
    kernel: '6.1.0',
    arch: 'x64',
    cpu: 'Quick 9000',
    cores: 2,
    memoryBytes: 2 ** 33,
    node: '22.23.3',
    root: true,
    ids: 'root',
    cgroup: 'v2',
    nsjail: { path: '/usr/bin/nsjail', version: '3.6', source: 'path' },
    bailiff: '1.2.3',
    commit: 'abcdef012345+',
    governor: 'performance',
    loadAverage: 0,
    busyBefore: 0.02,
  },
  busyAfter: 0.03,
  skipped: { isolate: '"isolate" is not on PATH' },
  parts: PARTS,
};
