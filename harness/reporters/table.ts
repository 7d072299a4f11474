import { formatBytes, formatMs } from '../../lib/index.js';
import { clip, printable } from '../printable.js';
import type { ProblemHeader, Report, ReportHeader, SubmissionReport, TimeLimitReport } from '../report.js';
import { columns, fitWidth } from './columns.js';
import type { Paint } from './paint.js';
import type { Reporter, ReportSummary } from './reporter.js';
import type { Sink } from './sink.js';
import { createTally, enforcementNote } from './summary.js';
import { formatScore, type TableRow, tableRow } from './table-rows.js';

const REASON_CHARS = 110;
const INDENT = '  ';

/**
 * A report as text for people: for each problem its limits, a table of the submissions, and a line that sums up.
 * Lines of the table fit into `width` columns of a terminal; without it nothing is cut.
 */
export function renderReport(report: Report, paint: Paint, width?: number): string {
  const table = createTable(report, paint, width);
  const blocks = report.problems.map(({ submissions, ...problem }) => {
    table.problem();
    for (const submission of submissions) table.submission(submission);
    return table.problemEnd(problem);
  });
  return [...blocks, table.end(report)].join('');
}

/** The same, a problem at a time. */
export function createTableReporter(sink: Sink, paint: Paint, width?: number): Reporter {
  let table = createTable({ version: 1, command: 'grade' }, paint, width);
  return {
    start: (header) => {
      table = createTable(header, paint, width);
    },
    problem: () => table.problem(),
    submission: (_problem, submission) => table.submission(submission),
    problemEnd: (problem) => sink.write(table.problemEnd(problem)),
    end: async (summary) => {
      await sink.write(table.end(summary));
      await sink.close();
    },
    abort: () => sink.discard(),
  };
}

function createTable({ command }: ReportHeader, paint: Paint, width: number | undefined) {
  const tally = createTally();
  let rows: TableRow[] = [];
  return {
    problem: (): void => {
      rows = [];
    },
    submission: (submission: SubmissionReport): void => {
      tally.add(submission);
      rows.push(tableRow(submission, paint));
    },
    problemEnd: (problem: ProblemHeader): string => `${renderProblem(problem, rows, paint, width)}\n\n`,
    end: ({ status }: ReportSummary): string => {
      const interrupted = `${paint('yellow', 'Interrupted: this is what was done')}\n\n`;
      return `${status === 'interrupted' ? interrupted : ''}${tally.line(command, paint)}\n`;
    },
  };
}

function renderProblem(
  problem: ProblemHeader,
  rows: readonly TableRow[],
  paint: Paint,
  width: number | undefined,
): string {
  const lineWidth = width && width - INDENT.length;
  const lines = columns(
    rows.map(({ cells }) => cells),
    lineWidth,
  );
  const note = enforcementNote(problem.enforcement);
  const remarks = note === undefined ? problem.warnings : [...problem.warnings, note];
  return [
    heading(problem, paint),
    ...remarks.map((remark) => paint('yellow', `  warning: ${printable(remark)}`)),
    ...rows.flatMap(({ groups }, i) => [INDENT + lines[i]!, ...groupLines(groups, paint, lineWidth)]),
    ...rows.flatMap(({ compiler }) => compiler),
  ].join('\n');
}

function groupLines(
  groups: string | undefined,
  paint: Paint,
  lineWidth = Number.POSITIVE_INFINITY,
): readonly string[] {
  if (groups === undefined) return [];
  return [INDENT + paint('dim', fitWidth(`${INDENT}${groups}`, lineWidth))];
}

function heading(problem: ProblemHeader, paint: Paint): string {
  const { id, name, timeLimit, memoryBytes, cases, type, maxScore, level } = problem;
  const facts = [
    ...(name === id ? [] : [printable(name)]),
    ...(cases.length > 0 ? [`${cases.length} case${cases.length === 1 ? '' : 's'}`] : []),
    timeLimitText(timeLimit),
    formatBytes(memoryBytes),
    ...(type === 'scoring' && maxScore !== undefined ? [`${formatScore(maxScore)} points`] : []),
    ...(level === 'same-process' ? ['same process: results can be forged in principle'] : []),
  ];
  return `${paint('bold', printable(id))}  ${facts.join(' · ')}`;
}

function timeLimitText(timeLimit: TimeLimitReport): string {
  switch (timeLimit.kind) {
    case 'declared':
      return `${formatMs(timeLimit.timeMs)} (${printable(timeLimit.file)})`;
    case 'computed': {
      const { timeMs, multiplier, slowestMs, submission } = timeLimit;
      return `${formatMs(timeMs)} (from ${multiplier} × ${formatMs(slowestMs)} of ${printable(submission)})`;
    }
    case 'unknown':
      return printable(clip(timeLimit.reason, REASON_CHARS));
    default:
      return timeLimit satisfies never;
  }
}
