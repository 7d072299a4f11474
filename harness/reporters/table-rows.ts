import { formatBytes, formatMs } from '../../lib/index.js';
import { clip, printable, printableLines } from '../printable.js';
import type { GroupReport, SubmissionReport } from '../report.js';
import type { Cell } from './columns.js';
import { groupsWithCases } from './groups.js';
import { noteOf } from './note.js';
import { type Paint, verdictFormat } from './paint.js';

const NOTE_CHARS = 110;
const COMPILE_LINES = 12;
const MAX_GROUPS = 24;

/** What the table keeps of a submission until its problem has ended: text, no matter how many cases it has. */
export interface TableRow {
  readonly cells: readonly Cell[];
  /** Below the row: its groups. Plain, to be cut to the line, then painted. */
  readonly groups: string | undefined;
  /** Below the table: a compiler's message, painted and printable. */
  readonly compiler: readonly string[];
}

export function tableRow(submission: SubmissionReport, paint: Paint): TableRow {
  return {
    cells: cells(submission, paint),
    groups: groupLine(submission),
    compiler: compileMessage(submission, paint),
  };
}

/** `7`, `12.5`, without the noise of binary fractions. */
export function formatScore(score: number): string {
  return String(Number(score.toFixed(3)));
}

function cells(submission: SubmissionReport, paint: Paint): readonly Cell[] {
  const { name, language, verdict, usage } = submission;
  return [
    ...promiseMark(submission, paint),
    { text: name },
    { text: language, paint: (text) => paint('dim', text) },
    { text: verdict, paint: (text) => paint(verdictFormat(verdict), text) },
    scoreCell(submission),
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

/** Empty where there is no score: in pass-fail problems all are, and the column goes. */
function scoreCell({ score, maxScore }: SubmissionReport): Cell {
  return { text: score === undefined ? '' : pointsOf(score, maxScore), align: 'right' };
}

function pointsOf(score: number, maxScore: number | undefined): string {
  return maxScore === undefined ? formatScore(score) : `${formatScore(score)}/${formatScore(maxScore)}`;
}

function groupLine(submission: SubmissionReport): string | undefined {
  const groups = groupsWithCases(submission.groups ?? []);
  if (groups.length === 0) return undefined;
  const more = groups.length > MAX_GROUPS ? [`${groups.length - MAX_GROUPS} more`] : [];
  return [...groups.slice(0, MAX_GROUPS).map(groupText), ...more].join(' · ');
}

function groupText({ name, verdict, score, maxScore }: GroupReport): string {
  const points = score === undefined ? [] : [pointsOf(score, maxScore)];
  return printable([name, verdict, ...points].join(' '));
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
