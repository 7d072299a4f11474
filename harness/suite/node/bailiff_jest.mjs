// Main program of a Jest suite: runs the test files and leaves a report, whole or not at all.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { runCLI } from 'jest';

const REPORT = '/box/bailiff-report.json';
const plan = JSON.parse(readFileSync(0, 'utf8'));
const { stringify } = JSON; // before a submission can put others in their place
const config = {
  rootDir: '/box',
  testMatch: plan.files.map((file) => `/box/${file}`),
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'json'],
  transform: {},
  cacheDirectory: '/tmp/jest',
  haste: { forceNodeFilesystemAPI: true },
  reporters: [],
};
const options = {
  config: stringify(config),
  runInBand: true,
  watchman: false,
  cache: false,
  ci: true,
  silent: true,
};
const { results: ran } = await runCLI({ ...options, $0: '', _: [] }, ['/box']);

const results = {};
for (const file of ran.testResults) {
  if (file.testExecError) console.error(firstLine(file.testExecError.message));
  for (const test of file.testResults) record(test);
}
writeFileSync(`${REPORT}.part`, stringify({ nonce: plan.nonce, results, complete: true }), { flag: 'wx' });
renameSync(`${REPORT}.part`, REPORT);
process.exit(0);

/** Of two tests of one name the first that did not pass counts. */
function record({ ancestorTitles, title, status, failureMessages, failureDetails, duration }) {
  const id = [...ancestorTitles, title].join(' > ');
  if (results[id] && results[id].state !== 'passed') return;
  const asserted = failureDetails.length > 0 && failureDetails.every(isAssertion);
  results[id] = {
    state: status === 'failed' ? (asserted ? 'failed' : 'error') : status === 'passed' ? status : 'skipped',
    message: firstLine(failureMessages[0]),
    ms: duration ?? 0,
  };
}

function isAssertion(error) {
  return error?.matcherResult !== undefined || error?.code === 'ERR_ASSERTION';
}

function firstLine(text) {
  const lines = stripVTControlCharacters(String(text ?? '')).split('\n');
  return lines.find((line) => line.trim() !== '')?.slice(0, 500) ?? '';
}
