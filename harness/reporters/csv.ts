import { printable } from '../printable.js';
import type { CaseReport, ProblemHeader, SubmissionReport } from '../report.js';
import type { Reporter } from './reporter.js';
import type { Sink } from './sink.js';

const COLUMNS = [
  'problem',
  'submission',
  'language',
  'submission_verdict',
  'submission_score',
  'duplicate_of',
  'case',
  'verdict',
  'score',
  'max_score',
  'cpu_ms',
  'wall_ms',
  'memory_bytes',
  'borderline',
  'message',
] as const;

/**
 * CSV by RFC 4180 with a header: a row for each submission and case, and one without a case for a submission that has
 * none. UTF-8, CRLF. Numbers are plain; a text that a spreadsheet would take for a formula begins with an apostrophe.
 */
export function createCsvReporter(sink: Sink): Reporter {
  return {
    start: () => sink.write(line(COLUMNS)),
    submission: async (problem, submission) => {
      const cases: readonly (CaseReport | undefined)[] =
        submission.cases.length > 0 ? submission.cases : [undefined];
      for (const each of cases) await sink.write(line(row(problem, submission, each)));
    },
    end: () => sink.close(),
    abort: () => sink.discard(),
  };
}

type Value = string | number | undefined;

function row(
  problem: ProblemHeader,
  submission: SubmissionReport,
  each: CaseReport | undefined,
): readonly Value[] {
  const { usage, message } = each ?? submission;
  return [
    problem.id,
    submission.name,
    submission.language,
    submission.verdict,
    submission.score,
    submission.duplicateOf,
    each?.name,
    each?.verdict,
    each?.score,
    each?.maxScore,
    usage?.cpuMs,
    usage?.wallMs,
    usage?.memoryBytes,
    each?.borderline && 'yes',
    message,
  ];
}

function line(values: readonly Value[]): string {
  return `${values.map(field).join(',')}\r\n`;
}

function field(value: Value): string {
  if (typeof value !== 'string') return value === undefined ? '' : String(value);
  const text = printable(value).replace(FORMULA, "'$&");
  return PLAIN.test(text) ? text : `"${text.replaceAll('"', '""')}"`;
}

/** What spreadsheets evaluate (OWASP, CSV injection), also behind spaces and in full width. */
const FORMULA = /^\s*[=+\-@＝＋－＠|%]/u;
/** Everything else is quoted: some programs split at semicolons or tabs. */
const PLAIN = /^[\w./-]*$/;
