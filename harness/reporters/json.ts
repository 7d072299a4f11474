import type { ProblemHeader, Report } from '../report.js';
import type { Reporter } from './reporter.js';
import type { Sink } from './sink.js';

/** A report as JSON, its shape that of the `Report` schema. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

/** The same, written as it is told. What is known only at the end of a problem, or of all, comes after the rest. */
export function createJsonReporter(sink: Sink): Reporter {
  let problems = 0;
  let submissions = 0;
  let told: ReadonlySet<string> = new Set();
  const item = (count: number): string => (count === 0 ? '\n' : ',\n');
  return {
    start: ({ version, command }) =>
      sink.write(`{\n  "version": ${version},\n  "command": "${command}",\n  "problems": [`),
    problem: (problem) => {
      const keys = Object.keys(problem).filter((key) => key !== 'warnings');
      told = new Set(keys);
      submissions = 0;
      return sink.write(`${item(problems++)}    {\n${members(problem, keys)},\n      "submissions": [`);
    },
    submission: (_problem, submission) =>
      sink.write(`${item(submissions++)}        ${indented(submission, 8)}`),
    problemEnd: (problem) => {
      const late = Object.keys(problem).filter((key) => !told.has(key));
      return sink.write(`${submissions > 0 ? '\n      ' : ''}],\n${members(problem, late)}\n    }`);
    },
    end: async ({ status }) => {
      await sink.write(`${problems > 0 ? '\n  ' : ''}],\n  "status": "${status}"\n}\n`);
      await sink.close();
    },
    abort: () => sink.discard(),
  };
}

function members(problem: ProblemHeader, keys: readonly string[]): string {
  const known: Readonly<Record<string, unknown>> = problem;
  return keys
    .filter((key) => known[key] !== undefined)
    .map((key) => `      ${JSON.stringify(key)}: ${indented(known[key], 6)}`)
    .join(',\n');
}

/** JSON with every line after the first moved to the right. Strings in JSON hold no line breaks. */
function indented(value: unknown, spaces: number): string {
  return JSON.stringify(value, undefined, 2).replaceAll('\n', `\n${' '.repeat(spaces)}`);
}
