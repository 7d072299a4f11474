import { formatMs } from '../../../lib/index.js';
import { printableLines } from '../../printable.js';
import type {
  CaseReport,
  GroupReport,
  ProblemHeader,
  SubmissionReport,
  TimeLimitReport,
} from '../../report.js';
import type { Verdict } from '../../verdict.js';
import { groupsWithCases } from '../groups.js';
import { noteOf } from '../note.js';
import { enforcementNote } from '../summary.js';

/** One letter for each verdict in the rows of the page; a space where a submission has nothing of a case. */
const LETTERS: Readonly<Record<Verdict, string>> = {
  AC: 'A',
  PAC: 'P',
  WA: 'W',
  RTE: 'R',
  TLE: 'T',
  MLE: 'M',
  OLE: 'O',
  CE: 'C',
  JE: 'J',
  SK: '-',
};

/** What the page shows above the matrix, and its columns. */
export function problemData(problem: ProblemHeader) {
  const { id, name, type, maxScore, cases, timeLimit, memoryBytes, outputBytes, level } = problem;
  const timeMs = timeLimit.kind === 'unknown' ? undefined : timeLimit.timeMs;
  return {
    id,
    name,
    type,
    maxScore,
    cases,
    timeMs,
    timeLimit: timeLimitText(timeLimit),
    memoryBytes,
    outputBytes,
    level,
  };
}

/** What is known only when all was judged. */
export function problemEndData({ enforcement, warnings }: ProblemHeader) {
  return { enforcement: enforcementNote(enforcement), warnings };
}

/** A row of the matrix: what the page reads at once. Arrays and letters are by the number of the case. */
export function rowData(submission: SubmissionReport, caseNames: readonly string[]) {
  const { name, language, verdict, usage, score, maxScore, promise, duplicateOf, groups } = submission;
  const byName = new Map(submission.cases.map((each) => [each.name, each]));
  const cases = caseNames.map((each) => byName.get(each));
  const near = cases.flatMap((each, i) => (each?.borderline ? [i] : []));
  return {
    name,
    language,
    verdict,
    cpuMs: usage?.cpuMs,
    memoryBytes: usage?.memoryBytes,
    score,
    maxScore,
    outcome: promise?.outcome,
    duplicateOf,
    note: noteOf(submission),
    verdicts: cases.map((each) => (each ? LETTERS[each.verdict] : ' ')).join(''),
    // JSON has no undefined in arrays: null stands for a case without usage.
    cpu: cases.map((each) => (each?.usage ? Number(each.usage.cpuMs.toFixed(1)) : null)),
    memory: cases.map((each) => each?.usage?.memoryBytes ?? null),
    near: near.length > 0 ? near : undefined,
    groups:
      groups &&
      groupsWithCases(groups).map((group) => ({
        name: group.name,
        verdict: group.verdict,
        score: group.score,
        maxScore: group.maxScore,
      })),
  };
}

/** What the page reads when a submission is opened. `texts`: with excerpts and sources. */
export function detailData(
  submission: SubmissionReport,
  caseNames: readonly string[],
  texts: boolean,
  isShared: (index: number, each: CaseReport) => boolean,
) {
  const { message, promise, groups, sources, cases } = submission;
  const numbers = new Map(caseNames.map((each, i) => [each, i]));
  return {
    message,
    promise,
    groups: groups?.map(groupData),
    sources: texts ? sources : undefined,
    trimmed: texts ? undefined : true,
    cases: cases.flatMap((each) => {
      const index = numbers.get(each.name);
      return index === undefined ? [] : [caseData(index, each, texts, isShared(index, each))];
    }),
  };
}

function caseData(index: number, each: CaseReport, texts: boolean, shared: boolean) {
  const { usage, name: _name, verdict: _verdict, input, answer, output, stderr, transcript, ...said } = each;
  const told = { index, wallMs: usage && Number(usage.wallMs.toFixed(1)), ...said };
  if (!texts) return told;
  return { ...told, output, stderr, transcript, ...(!shared && { input, answer }) };
}

interface GroupData extends Pick<GroupReport, 'name' | 'verdict' | 'score' | 'maxScore' | 'message'> {
  readonly cases: number;
  readonly groups: readonly GroupData[];
}

function groupData({ cases, groups, ...group }: GroupReport): GroupData {
  return { ...group, cases: cases.length, groups: groups.map(groupData) };
}

function timeLimitText(timeLimit: TimeLimitReport): string {
  switch (timeLimit.kind) {
    case 'declared':
      return `${formatMs(timeLimit.timeMs)} (wall ${formatMs(timeLimit.wallMs)})`;
    case 'computed': {
      const { timeMs, wallMs, multiplier, slowestMs, submission } = timeLimit;
      return `${formatMs(timeMs)} (wall ${formatMs(wallMs)}; ${multiplier} × ${formatMs(slowestMs)} of ${submission})`;
    }
    case 'unknown':
      return timeLimit.reason;
    default:
      return timeLimit satisfies never;
  }
}

/** Every text in it without control characters, marks that reorder text, and lone surrogates: they become visible. */
export function visible(value: unknown): unknown {
  if (typeof value === 'string') return printableLines(value);
  if (Array.isArray(value)) return value.map(visible);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, visible(each)]));
}
