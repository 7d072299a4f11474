// Main program of a Vitest suite: runs the test files and leaves a report, whole or not at all.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { startVitest } from 'vitest/node';

const REPORT = '/box/bailiff-report.json';
const plan = JSON.parse(readFileSync(0, 'utf8'));
const results = {};

const vitest = await startVitest(
  'test',
  plan.files.map((file) => `/box/${file}`),
  {
    config: false,
    root: '/box',
    watch: false,
    include: plan.files,
    pool: 'threads',
    isolate: false,
    fileParallelism: false,
    maxWorkers: 1,
    reporters: [{ onTestCaseResult: record, onTestModuleEnd: noteBroken }],
  },
  { cacheDir: '/tmp/vite', envDir: false, server: { ws: false } },
);
await vitest.close();
writeFileSync(`${REPORT}.part`, JSON.stringify({ nonce: plan.nonce, results, complete: true }), {
  flag: 'wx',
});
renameSync(`${REPORT}.part`, REPORT);
process.exit(0);

/** Of two tests of one name the first that did not pass counts. */
function record(test) {
  const { state, errors = [] } = test.result();
  const id = test.fullName;
  if (results[id] && results[id].state !== 'passed') return;
  const asserted = errors.length > 0 && errors.every(({ name }) => name === 'AssertionError');
  results[id] = {
    state: state === 'failed' ? (asserted ? 'failed' : 'error') : state === 'passed' ? state : 'skipped',
    message: firstLine(errors[0]),
    ms: test.diagnostic()?.duration ?? 0,
  };
}

/** What ends a test file before its tests is told of no test: it goes to stderr. */
function noteBroken(module) {
  for (const error of module.errors()) console.error(firstLine(error));
}

function firstLine(error) {
  return (
    String(error?.message ?? '')
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.slice(0, 500) ?? ''
  );
}
