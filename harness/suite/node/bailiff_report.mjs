// What the main programs of JavaScript suites leave: what became of each test, whole or not at all.
import { renameSync, writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

const REPORT = '/box/bailiff-report.json';
const MOST_CHARS = 500;
// Taken before a submission in the same process can put others in their place.
const { stringify } = JSON;
const [write, rename, exit] = [writeFileSync, renameSync, process.exit];

export function createReport({ nonce, tests }) {
  const results = Object.create(null);
  let broken;
  return {
    /** Of two tests of one name the first that did not pass counts. */
    record(id, state, message, ms = 0) {
      if (results[id] && results[id].state !== 'passed') return;
      results[id] = { state, message: firstLine(message), ms };
    },

    /** What ends a test file before its tests is told of no test: it is the reason of all that did not run. */
    noteBroken(error) {
      broken ??= { state: 'error', message: reasonOf(error), ms: 0 };
    },

    /** Leaves the report and ends the process. */
    leave() {
      if (broken) for (const id of tests) results[id] ??= broken;
      write(`${REPORT}.part`, stringify({ nonce, results, complete: true }), { flag: 'wx' });
      rename(`${REPORT}.part`, REPORT);
      exit(0);
    },
  };
}

function firstLine(text) {
  return linesOf(text)[0]?.slice(0, MOST_CHARS) ?? '';
}

/** Where a parser failed is in its last lines. Anything may have been thrown, so nothing is taken for granted. */
function reasonOf(error) {
  const { name = '', message = String(error) } = error ?? {};
  const said = linesOf(message).join(' ') || 'an error without a message';
  return (name && !said.startsWith(name) ? `${name}: ${said}` : said).slice(0, MOST_CHARS);
}

function linesOf(text) {
  const lines = stripVTControlCharacters(String(text ?? '')).split('\n');
  return lines.map((line) => line.trim()).filter((line) => /[^\s^~|-]/.test(line));
}
