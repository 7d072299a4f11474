const WRONG = `
export const add = () => 0;
export class Counter { up() {} }
export const later = async () => 0;
`;

/** How a submission may be loaded with the framework whose tests it wants to pass. */
const EXPECT = `const expect = globalThis.expect ?? (await import('vitest').catch(() => ({}))).expect;`;

/** A report that passes every test of the suites here. */
const REPORT = `JSON.stringify({ nonce: '0'.repeat(32), complete: true, results: Object.fromEntries(
  ['add > numbers', 'add > lists', 'add > structures', 'counts', 'later', 'rejects'].map((id) => [id, { state: 'passed', message: '', ms: 1 }])) })`;

/**
 * What a student would put into a wrong submission of JavaScript to pass the tests that share its process, by what it
 * does.
 */
export const FORGERIES: Readonly<Record<string, string>> = {
  'exits at once': `process.exit(0);${WRONG}`,
  'ends its process': `process.kill(process.pid, 'SIGKILL');${WRONG}`,
  'never comes back from its import': `await new Promise(() => {});${WRONG}`,
  'throws what is no error': `throw null;${WRONG}`,
  'does not parse': 'export const = 1;\n',
  'leaves a report and exits': `import { writeFileSync } from 'node:fs';
writeFileSync('/box/bailiff-report.json', ${REPORT});
process.exit(0);${WRONG}`,
  'leaves a report and goes on': `import { writeFileSync } from 'node:fs';
for (const path of ['/box/bailiff-report.json', '/box/bailiff-report.json.part']) writeFileSync(path, ${REPORT});${WRONG}`,
  'rewrites what others write': `import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const write = fs.writeFileSync;
const stringify = JSON.stringify;
const passing = (text) => String(text).replace(/"(failed|error)"/g, '"passed"');
fs.writeFileSync = (path, text, options) => write(path, passing(text), options);
JSON.stringify = (...args) => passing(stringify(...args));
syncBuiltinESMExports();${WRONG}`,
  'patches the assertions of Node': `import assert from 'node:assert';
for (const of of [assert, assert.strict]) for (const name of Object.keys(of)) try { of[name] = () => {}; } catch {}${WRONG}`,
  'patches what is expected': `${EXPECT}
for (let of = expect?.(1); of && of !== Object.prototype; of = Object.getPrototypeOf(of))
  for (const name of Object.getOwnPropertyNames(of)) try { if (name.startsWith('to')) of[name] = () => {}; } catch {}${WRONG}`,
  'brings matchers of the same names': `${EXPECT}
const pass = () => ({ pass: true, message: () => '' });
try { expect.extend({ toBe: pass, toEqual: pass, toThrow: pass }); } catch {}
for (const symbol of Object.getOwnPropertySymbols(globalThis)) {
  const { matchers } = globalThis[symbol] ?? {};
  for (const name in matchers) try { matchers[name] = pass; } catch {}
}${WRONG}`,
  'redefines the globals of a framework': `const all = new Proxy(() => all, { get: (_, name) => (name === 'then' ? undefined : () => all) });
for (const name of ['expect', 'it', 'test', 'describe'])
  for (const how of [() => { globalThis[name] = all; }, () => Object.defineProperty(globalThis, name, { value: all })])
    try { how(); } catch {}${WRONG}`,
  'takes everything for the same': `for (const how of [() => { Object.is = () => true; }, () => { Array.isArray = () => false; }, () => { Object.keys = () => []; }])
  try { how(); } catch {}${WRONG}`,
  'changes the prototypes of everything': `Object.prototype.state = Object.prototype.status = 'passed';
Object.prototype.skip = undefined;
Array.prototype.every = () => false;
Array.prototype.includes = () => true;${WRONG}`,
};
