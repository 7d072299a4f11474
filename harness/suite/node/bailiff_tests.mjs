// Main program of the tests' jail: runs the test files and leaves a report, whole or not at all.
import { readFileSync, readSync, renameSync, writeFileSync } from 'node:fs';
import { run } from 'node:test';

const REPORT = '/box/bailiff-report.json';
const { stringify } = JSON; // before a submission can put others in their place
const apart = process.argv.includes('--process');
const plan = JSON.parse(apart ? readFileSync('/box/bailiff-plan.json', 'utf8') : readLine());
process.stdout.write = process.stderr.write.bind(process.stderr);
if (apart) await standIn(plan.entry);

const results = {};
const path = [];
for await (const { type, data } of run({
  files: plan.files.map((file) => `/box/${file}`),
  isolation: 'none',
  concurrency: false,
})) {
  if (type === 'test:start') path.splice(data.nesting, path.length, data.name);
  if ((type !== 'test:pass' && type !== 'test:fail') || data.details?.type === 'suite') continue;
  const id = [...path.slice(0, data.nesting), data.name].join(' > ');
  const state =
    data.skip !== undefined || data.todo !== undefined
      ? 'skipped'
      : type === 'test:pass'
        ? 'passed'
        : stateOf(data.details.error);
  if (results[id]?.state !== undefined && results[id].state !== 'passed') continue;
  results[id] = {
    state,
    message: type === 'test:fail' ? messageOf(data.details.error) : '',
    ms: data.details.duration_ms,
  };
}
writeFileSync(`${REPORT}.part`, stringify({ nonce: plan.nonce, results, complete: true }), { flag: 'wx' });
renameSync(`${REPORT}.part`, REPORT);
process.exit(0);

function stateOf(error) {
  return (error?.cause ?? error)?.code === 'ERR_ASSERTION' ? 'failed' : 'error';
}

function messageOf(error) {
  return (
    String((error?.cause ?? error)?.message ?? error)
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.slice(0, 500) ?? ''
  );
}

/** A module in the submission's place: its names are known only now. */
async function standIn(entry) {
  const { exported, importSubmission } = await import('./bailiff_proxy.mjs');
  exported.current = importSubmission();
  const names = Object.keys(exported.current);
  const lines = names.map(
    (name, i) =>
      `const v${i} = exported.current[${stringify(name)}]; export { v${i} as ${stringify(name)} };`,
  );
  writeFileSync(`/box/${entry}`, [`import { exported } from '/box/bailiff_proxy.mjs';`, ...lines].join('\n'));
}

function readLine() {
  const byte = Buffer.alloc(1);
  let line = '';
  while (readSync(0, byte) === 1 && byte[0] !== 10) line += byte.toString('latin1');
  return line;
}
