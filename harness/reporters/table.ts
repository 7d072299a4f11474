import { formatBytes, formatMs } from '../../lib/index.js';
import { clip, printable, printableLines } from '../printable.js';
import type { ProblemReport, Report, SubmissionReport, TimeLimitReport } from '../report.js';
import { type Cell, columns } from './columns.js';
import { type Paint, verdictFormat } from './paint.js';
import { enforcementNote, summary } from './summary.js';

const NOTE_CHARS = 110;
const INDENT = '  ';
const COMPILE_LINES = 12;

/**
 * A report as text for people: for each problem its limits, a table of the submissions, and a line that sums up.
 * The table's last column is cut to `width` columns of a terminal; without it nothing is.
 */
export function renderReport(report: Report, paint: Paint, width?: number): string {
  const blocks = report.problems.map((problem) => renderProblem(problem, paint, width));
  const interrupted =
    report.status === 'interrupted' ? [paint('yellow', 'Interrupted: this is what was done')] : [];
  return `${[...blocks, ...interrupted, summary(report, paint)].join('\n\n')}\n`;
}

function renderProblem(problem: ProblemReport, paint: Paint, width?: number): string {
  const rows = problem.submissions.map((submission) => row(submission, paint));
  const note = enforcementNote(problem.enforcement);
  const remarks = note === undefined ? problem.warnings : [...problem.warnings, note];
  return [
    heading(problem, paint),
    ...remarks.map((remark) => paint('yellow', `  warning: ${printable(remark)}`)),
    ...columns(rows, width && width - INDENT.length).map((line) => INDENT + line),
    ...problem.submissions.flatMap((submission) => compileMessage(submission, paint)),
  ].join('\n');
}

function heading({ id, name, timeLimit, memoryBytes, submissions }: ProblemReport, paint: Paint): string {
  const cases = submissions[0]?.cases.length ?? 0;
  const facts = [
    `${cases} case${cases === 1 ? '' : 's'}`,
    timeLimitText(timeLimit),
    formatBytes(memoryBytes),
  ];
  return `${paint('bold', printable(id))}  ${[printable(name), ...facts].join(' · ')}`;
}

function timeLimitText(timeLimit: TimeLimitReport): string {
  switch (timeLimit.kind) {
    case 'declared':
      return `${formatMs(timeLimit.timeMs)} (${timeLimit.file})`;
    case 'computed': {
      const { timeMs, multiplier, slowestMs, submission } = timeLimit;
      return `${formatMs(timeMs)} (from ${multiplier} × ${formatMs(slowestMs)} of ${printable(submission)})`;
    }
    case 'unknown':
      return printable(clip(timeLimit.reason, NOTE_CHARS));
    default:
      return timeLimit satisfies never;
  }
}

function row(submission: SubmissionReport, paint: Paint): readonly Cell[] {
  const { name, language, verdict, usage } = submission;
  return [
    ...promiseMark(submission, paint),
    { text: name },
    { text: language, paint: (text) => paint('dim', text) },
    { text: verdict, paint: (text) => paint(verdictFormat(verdict), text) },
    { text: usage ? formatMs(usage.cpuMs) : '', align: 'right' },
    { text: usage ? formatBytes(usage.memoryBytes) : '', align: 'right' },
    { text: clip(noteOf(submission), NOTE_CHARS), paint: (text) => paint('dim', text) },
  ];
}

function promiseMark({ promise }: SubmissionReport, paint: Paint): readonly Cell[] {
  if (!promise) return [];
  if (promise.outcome === 'kept') return [{ text: '✓', paint: (text) => paint('green', text) }];
  if (promise.outcome === 'broken') return [{ text: '✗', paint: (text) => paint('red', text) }];
  return [{ text: '?', paint: (text) => paint('yellow', text) }];
}

/** What decided: the first case that has the submission's verdict, what it said; a broken promise before that. */
function noteOf({ verdict, message, cases, promise }: SubmissionReport): string {
  const broken = promise?.outcome === 'broken' ? `promised ${promise.required.join(' or ')}` : '';
  const deciding = verdict === 'AC' ? undefined : cases.find((each) => each.verdict === verdict);
  const reason =
    deciding && verdict !== 'SK' ? `${deciding.name}: ${deciding.message}` : message.split('\n')[0]!;
  return [broken, reason].filter((part) => part !== '').join('; ');
}

/** The first lines of a compiler's message, where it was not expected. */
function compileMessage(
  { name, verdict, message, promise }: SubmissionReport,
  paint: Paint,
): readonly string[] {
  const lines = message.split('\n');
  if (verdict !== 'CE' || promise?.outcome === 'kept' || lines.length < 2) return [];
  const shown = lines.slice(0, COMPILE_LINES).map((line) => paint('dim', `    ${printableLines(line)}`));
  const more = lines.length > COMPILE_LINES ? [`    … ${lines.length - COMPILE_LINES} more lines`] : [];
  return [`  ${printable(name)}:`, ...shown, ...more];
}
