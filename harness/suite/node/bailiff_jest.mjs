// Main program of a Jest suite: runs the test files and leaves a report.
import { readFileSync } from 'node:fs';
import { runCLI } from 'jest';
import { createReport } from './bailiff_report.mjs';

const plan = JSON.parse(readFileSync(0, 'utf8'));
const report = createReport(plan);
const config = {
  rootDir: '/box',
  testMatch: plan.files.map((file) => `/box/${file}`),
  setupFilesAfterEnv: ['/box/bailiff_lock_jest.mjs'],
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'json'],
  transform: {},
  cacheDirectory: '/tmp/jest',
  haste: { forceNodeFilesystemAPI: true },
  reporters: [],
};
const options = {
  config: JSON.stringify(config),
  runInBand: true,
  watchman: false,
  cache: false,
  ci: true,
  silent: true,
};
const { results } = await runCLI({ ...options, $0: '', _: [] }, ['/box']);

for (const file of results.testResults) {
  const broken = file.testExecError ?? (file.testResults.length === 0 && file.failureMessage);
  if (broken) report.noteBroken(broken);
  for (const test of file.testResults) record(test);
}
report.leave();

function record({ ancestorTitles, title, status, failureMessages, failureDetails, duration }) {
  const asserted = failureDetails.length > 0 && failureDetails.every(isAssertion);
  const failed = asserted ? 'failed' : 'error';
  const became = status === 'failed' ? failed : status === 'passed' ? status : 'skipped';
  report.record([...ancestorTitles, title].join(' > '), became, failureMessages[0], duration ?? 0);
}

function isAssertion(error) {
  return error?.matcherResult !== undefined || error?.code === 'ERR_ASSERTION';
}
