// Main program of a Vitest suite: runs the test files and leaves a report.
import { readFileSync } from 'node:fs';
import { startVitest } from 'vitest/node';
import { createReport } from './bailiff_report.mjs';

const plan = JSON.parse(readFileSync(0, 'utf8'));
const report = createReport(plan);

const vitest = await startVitest(
  'test',
  plan.files.map((file) => `/box/${file}`),
  {
    config: false,
    root: '/box',
    watch: false,
    include: plan.files,
    setupFiles: ['/box/bailiff_lock_vitest.mjs'],
    pool: 'threads',
    isolate: false,
    fileParallelism: false,
    maxWorkers: 1,
    reporters: [
      {
        onTestCaseResult: record,
        onTestModuleEnd: (module) => module.errors().forEach(report.noteBroken),
        onTestRunEnd: (_modules, unhandled) => unhandled.forEach(report.noteBroken),
      },
    ],
  },
  { cacheDir: '/tmp/vite', envDir: false, server: { ws: false } },
);
await vitest.close();
report.leave();

function record(test) {
  const { state, errors = [] } = test.result();
  const asserted = errors.length > 0 && errors.every(({ name }) => name === 'AssertionError');
  const became = state === 'failed' ? (asserted ? 'failed' : 'error') : state;
  report.record(test.fullName, became, errors[0]?.message, test.diagnostic()?.duration);
}
