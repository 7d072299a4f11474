import type { GradingReport } from '../../../../bench/grading.js';

/** Made up: some targets met, some missed. */
export const GRADING_REPORT: GradingReport = {
  kind: 'grading',
  formatVersion: 1,
  startedAt: '2030-01-01T00:00:00.000Z',
  quick: true,
  pin: true,
  host: {
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
    loadAverage: 0,
    busyBefore: 0.02,
  },
  busyAfter: 0.03,
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
