// Main program of the tests' jail: runs the test files and leaves a report.
import assert from 'node:assert';
import { readFileSync, readSync, writeFileSync } from 'node:fs';
import { run } from 'node:test';
import { lock } from './bailiff_lock.mjs';
import { createReport } from './bailiff_report.mjs';

const apart = process.argv.includes('--process');
const plan = JSON.parse(apart ? readFileSync('/box/bailiff-plan.json', 'utf8') : readLine());
const report = createReport(plan);
process.stdout.write = process.stderr.write.bind(process.stderr);
if (apart) await standIn(plan.entry).catch(giveUp);
else lock(assert, assert.strict);

const files = plan.files.map((file) => `/box/${file}`);
const path = [];
for await (const { type, data } of run({
  files,
  isolation: 'none',
  concurrency: false,
})) {
  if (type === 'test:start') path.splice(data.nesting, path.length, data.name);
  if ((type !== 'test:pass' && type !== 'test:fail') || data.details?.type === 'suite') continue;
  record([...path.slice(0, data.nesting), data.name].join(' > '), type === 'test:pass', data);
}
report.leave();

function record(id, passed, { skip, todo, details: { error, duration_ms } }) {
  const cause = error?.cause ?? error;
  if (!passed && files.includes(id)) return report.noteBroken(cause); // it stands for a test then
  const skipped = skip !== undefined || todo !== undefined;
  const became = skipped
    ? 'skipped'
    : passed
      ? 'passed'
      : cause?.code === 'ERR_ASSERTION'
        ? 'failed'
        : 'error';
  report.record(id, became, passed ? '' : (cause?.message ?? cause), duration_ms);
}

function giveUp(error) {
  report.noteBroken(error);
  report.leave();
}

/** A module in the submission's place: its names are known only now. */
async function standIn(entry) {
  const { exported, importSubmission } = await import('./bailiff_proxy.mjs');
  exported.current = importSubmission();
  const names = Object.keys(exported.current);
  const lines = names.map(
    (name, i) =>
      `const v${i} = exported.current[${JSON.stringify(name)}]; export { v${i} as ${JSON.stringify(name)} };`,
  );
  writeFileSync(`/box/${entry}`, [`import { exported } from '/box/bailiff_proxy.mjs';`, ...lines].join('\n'));
}

function readLine() {
  const byte = Buffer.alloc(1);
  let line = '';
  while (readSync(0, byte) === 1 && byte[0] !== 10) line += byte.toString('latin1');
  return line;
}
